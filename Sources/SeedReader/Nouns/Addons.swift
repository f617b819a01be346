import TenantModel

/// Reads `addons` of a client.
///
/// A key that is present, even as `{}`, enables its add-on.
enum Addons {
    static let seedKeys = KeyTable(
        [
            .key(
                "aws",
                table(["principal", "role"], [.key("lifetime_in_seconds", .integer(1...604_800, unit: "seconds"))])
            ),
            .key(
                "azure_blob",
                table(
                    ["accountName", "storageAccessKey", "containerName", "blobName", "signedIdentifier"],
                    [minutes]
                        + [
                            "blob_read", "blob_write", "blob_delete", "container_read", "container_write",
                            "container_delete", "container_list",
                        ].map { .key($0, .flag) }
                )
            ),
            .key("azure_sb", table(["namespace", "sasKeyName", "sasKey", "entityPath"], [minutes])),
            .key(
                "firebase",
                table(
                    ["secret", "private_key_id", "private_key", "client_email"],
                    [.key("lifetime_in_seconds", .integer(1...604_800, unit: "seconds"))]
                )
            ),
            .key("layer", table(["providerId", "keyId", "privateKey", "principal"], [minutes])),
            .key("salesforce", table(["entity_id"])),
            .key("salesforce_api", salesforce),
            .key("salesforce_sandbox_api", salesforce),
            .key(
                "sap_api",
                table([
                    "clientid", "usernameAttribute", "tokenEndpointUrl", "scope", "servicePassword",
                    "nameIdentifierFormat",
                ])
            ),
            .key("wams", table(["masterkey"])),
            .key("samlp", samlp),
            .key("mscrm", table(["url"])),
            .key("rms", table(["url"])),
            .key("sharepoint", table([], [.key("url", .text), .key("external_url", .open)])),
            .key("office365", table(["domain", "connection"])),
            .key("slack", table(["team"])),
            .key("sentry", table(["org_slug", "base_url"])),
            .key("echosign", table(["domain"])),
            .key("egnyte", table(["domain"])),
            .key("newrelic", table(["account"])),
            .key("springcm", table(["acsurl"])),
            .key("zendesk", table(["accountName"])),
            .key("zoom", table(["account"])),
            .key("sso_integration", table(["name", "version"])),
        ] + ["wsfed", "box", "cloudbees", "concur", "dropbox"].map { .key($0, .data) }
    )

    private static let minutes = KeyTable.Key.key("expiration", .integer(1...5_256_000, unit: "minutes"))
    private static let salesforce = table(["clientid", "principal", "communityName", "community_url_section"])

    private static let samlp = table(
        [
            "audience", "recipient", "signatureAlgorithm", "digestAlgorithm", "issuer", "destination",
            "nameIdentifierFormat", "authnContextClassRef", "signingCert", "binding",
        ],
        [
            .key("mappings", .data), .key("nameIdentifierProbes", .list(.text)),
            .key("lifetimeInSeconds", .integer(1...604_800, unit: "seconds")),
            .key("logout", .map(KeyTable([.key("callback", .text), .key("slo_enabled", .flag)]))),
        ]
            + [
                "createUpnClaim", "mapUnknownClaimsAsIs", "passthroughClaimsWithNoMapping", "mapIdentities",
                "signResponse", "typedAttributes", "includeAttributeNameFormat",
            ].map { .key($0, .flag) }
    )

    private static func table(_ texts: [String], _ others: [KeyTable.Key] = []) -> Shape {
        .map(KeyTable(texts.map { .key($0, .text) } + others))
    }

    /// The keys that delegation to an add-on needs: at least one of each group.
    private static let neededForDelegation: [(addon: String, groups: [[String]])] = [
        ("aws", [["principal"], ["role"]]),
        ("azure_blob", [["accountName"], ["storageAccessKey"], ["containerName"]]),
        ("azure_sb", [["namespace"], ["sasKeyName"], ["sasKey"]]),
        ("firebase", [["secret", "private_key"]]),
        ("layer", [["providerId"], ["keyId"], ["privateKey"]]),
        ("salesforce_api", [["clientid"]]),
        ("salesforce_sandbox_api", [["clientid"]]),
        ("sap_api", [["clientid"], ["tokenEndpointUrl"], ["servicePassword"]]),
        ("wams", [["masterkey"]]),
    ]

    static func read(_ fields: Fields?, in reading: Reading) -> JSONObject {
        guard let fields else { return JSONObject() }
        let findings = reading.findings
        for (name, groups) in neededForDelegation {
            guard let addon = fields.fields(name) else { continue }
            let missing = groups.filter { !$0.contains(where: addon.has) }.map { "no " + $0.joined(separator: " or ") }
            guard !missing.isEmpty else { continue }
            findings.report(
                .warning,
                .missingKey,
                "\(name) has \(missing.joined(separator: ", ")): delegation to it will fail",
                at: addon.node.position,
                addon.path
            )
        }
        checkKeys(of: fields, in: reading)
        warn(fields.fields("aws"), "lifetime_in_seconds", outside: 900...43200, "seconds; AWS takes", findings)
        warn(fields.fields("azure_blob"), "expiration", outside: 1...1440, "minutes; usual are", findings)
        warn(fields.fields("azure_sb"), "expiration", outside: 1...1440, "minutes; usual are", findings)
        return JSONValue(fields.node, as: .map(seedKeys)).object ?? JSONObject()
    }

    /// Warns of keys with which a delegation would fail.
    private static func checkKeys(of fields: Fields, in reading: Reading) {
        for (name, key) in [("firebase", "private_key"), ("layer", "privateKey")] {
            guard let addon = fields.fields(name), let pem = addon.text(key),
                let fault = PrivateKeyText.fault(in: pem) ?? reading.validatePrivateKey(pem)
            else { continue }
            warn("\(key) \(fault): delegation to \(name) will fail", addon, key, reading.findings)
        }
        if let firebase = fields.fields("firebase"), firebase.has("private_key"), !firebase.has("client_email") {
            let message = "firebase has a private_key and no client_email: delegation to it will fail"
            warn(message, firebase, "private_key", reading.findings)
        }
        if let blob = fields.fields("azure_blob"), let key = blob.text("storageAccessKey"), !isBase64(key) {
            let message = "storageAccessKey is not base64: delegation to azure_blob will fail"
            warn(message, blob, "storageAccessKey", reading.findings)
        }
    }

    private static func isBase64(_ text: String) -> Bool {
        let digits = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
        return digits.count % 4 != 1
            && digits.allSatisfy { $0.isLetterOrDigit || "+/-_".utf8.contains($0) }
    }

    private static func warn(_ message: String, _ addon: Fields, _ key: String, _ findings: Findings) {
        findings.report(.warning, .badValue, message, at: addon.position(of: key), addon.path + key)
    }

    private static func warn(
        _ addon: Fields?,
        _ key: String,
        outside range: ClosedRange<Int>,
        _ unitAndBounds: String,
        _ findings: Findings
    ) {
        // Numbers below one have been reported as errors.
        guard let addon, let number = addon.integer(key), number > 0, !range.contains(number) else { return }
        findings.report(
            .warning,
            .suspicious,
            "\(key) is \(number) \(unitAndBounds) \(range.lowerBound) to \(range.upperBound)",
            at: addon.position(of: key),
            addon.path + key
        )
    }
}
