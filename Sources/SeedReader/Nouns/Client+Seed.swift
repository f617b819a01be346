import TenantModel

extension Client {
    /// The keys of an item of `clients`: those of the Management API.
    static let seedKeys = KeyTable(
        [
            .key("client_id", .text(.clientID)),
            .key("client_secret", .text),
            .key("name", .text(.name)).required,
            .shown("description", .text),
            .key("app_type", .choice(appTypes)),
            .shown("logo_uri", .text(.shownURL)),
            .kept("is_first_party", .flag),
            .key("oidc_conformant", .flag),
            .key("callbacks", .list(.text(.wildcardURL))),
            .key("allowed_origins", .list(.text(.origin))),
            .key("web_origins", .list(.text(.origin))),
            .key("allowed_logout_urls", .list(.text(.wildcardURL))),
            .key("allowed_clients", .list(.text(.nonEmpty))),
            .key("grant_types", .list(.choice(GrantType.known))),
            .key("jwt_configuration", .map(JWTConfiguration.seedKeys)),
            .key("refresh_token", .map(RefreshTokenPolicy.seedKeys)),
            .key("sso", .flag),
            .key("sso_disabled", .flag),
            .key("token_endpoint_auth_method", .choice(TokenEndpointAuthMethod.allCases.map(\.rawValue))),
            .kept("cross_origin_authentication", .flag),
            .key("cross_origin_auth", .flag),
            .key("addons", .map(Addons.seedKeys)),
            .key("client_metadata", .openMap(values: .text)),
        ]
            + KeyTable.Key.kept(
                [
                    "tenant", "cross_origin_loc", "custom_login_page", "custom_login_page_preview", "form_template",
                    "initiate_login_uri", "organization_usage", "organization_require_behavior", "compliance_level",
                    "resource_server_identifier", "third_party_security_mode", "redirection_policy",
                    "callback_url_template", "config_route", "api_type", "external_client_id", "external_metadata_type",
                    "external_metadata_created_by", "jwks_uri",
                ],
                .text
            )
            + KeyTable.Key.kept(
                [
                    "global", "custom_login_page_on", "is_token_endpoint_ip_header_trusted",
                    "require_pushed_authorization_requests", "require_proof_of_possession",
                    "skip_non_verifiable_callback_uri_confirmation_prompt",
                ],
                .flag
            )
            + KeyTable.Key.kept(
                ["client_aliases", "owners", "async_approval_notification_channels", "organization_discovery_methods"],
                .list(.text)
            )
            + KeyTable.Key.kept(
                [
                    "encryption_key", "mobile", "native_social_login", "default_organization",
                    "oidc_logout", "oidc_backchannel_logout", "client_authentication_methods", "session_transfer",
                    "token_exchange", "token_quota", "express_configuration", "my_organization_configuration",
                    "token_vault_privileged_access", "identity_assertion_authorization_grant", "fedcm_login",
                    "signed_request_object",
                ],
                .data
            )
            + [
                .kept("signing_keys", .list(.data)),
                .kept("resource_servers", .list(.open)),
                .kept("par_request_expiry", .integer(10...600, unit: "seconds")),
            ]
    )

    private static let appTypes = [
        "native", "spa", "regular_web", "non_interactive", "resource_server", "express_configuration", "rms", "box",
        "cloudbees", "concur", "dropbox", "mscrm", "echosign", "egnyte", "newrelic", "office365", "salesforce",
        "sentry", "sharepoint", "slack", "springcm", "zendesk", "zoom", "sso_integration", "oag",
        "b2b_integration",
    ]

    /// Reads all clients and resolves the references between them.
    static func read(_ items: [Fields], in reading: Reading) -> (clients: [Client], directory: Directory<Client>) {
        var directory = Directory<Client>(kind: "client")
        var ids = Registry(reading.findings)
        var names = NamesOfClients(findings: reading.findings)
        var clients: [(client: Client, fields: Fields)] = []
        for fields in items {
            guard let client = Client(seed: fields, in: reading) else { continue }
            names.claim(client.name, hasID: fields.has("client_id"), fields)
            if fields.has("client_id") {
                let path = fields.path + "client_id"
                ids.claim(client.id.rawValue, "client_id \"\(client.id)\"", at: fields.position(of: "client_id"), path)
            }
            directory.add(client.id, named: client.name)
            clients.append((client, fields))
        }
        let resolved = clients.map { client, fields in
            var client = client
            client.allowedClients = directory.resolve("allowed_clients", of: fields, reading.findings) ?? []
            return client
        }
        return (resolved, directory)
    }

    /// Reads a client without its `allowed_clients`; nil if it has no name, which has been reported.
    private init?(seed fields: Fields, in reading: Reading) {
        guard let name = fields.text("name") else { return nil }
        let derivation = reading.derivation
        self.init(
            id: Identifier(fields.text("client_id") ?? derivation.alphanumerics(.clientID, name, count: 32)),
            secret: fields.resolvedText("client_secret") ?? derivation.base64URL(.clientSecret, name, byteCount: 48),
            name: name
        )
        description = fields.text("description")
        appType = fields.text("app_type")
        logoURI = fields.text("logo_uri")
        isFirstParty = fields.flag("is_first_party") ?? true
        isConformant = fields.flag("oidc_conformant") ?? reading.era.isConformant
        callbacks = fields.texts("callbacks") ?? []
        allowedOrigins = fields.texts("allowed_origins") ?? []
        webOrigins = fields.texts("web_origins") ?? []
        allowedLogoutURLs = fields.texts("allowed_logout_urls") ?? []
        grantTypes = fields.texts("grant_types")?.map(GrantType.init) ?? reading.era.grantTypes
        jwtConfiguration = JWTConfiguration(seed: fields.fields("jwt_configuration"), era: reading.era)
        refreshTokens = RefreshTokenPolicy(seed: fields.fields("refresh_token"), reading.findings)
        usesSingleSignOn = fields.flag("sso") ?? false
        disablesSingleSignOn = fields.flag("sso_disabled") ?? false
        tokenEndpointAuthMethod = fields.choice("token_endpoint_auth_method")
        crossOriginAuthentication =
            fields.flag("cross_origin_authentication") ?? fields.flag("cross_origin_auth") ?? false
        addons = Addons.read(fields.fields("addons"), in: reading)
        metadata = fields.node("client_metadata").flatMap { JSONValue($0, as: .openMap(values: .text)).object } ?? [:]
        kept = fields.kept(Self.seedKeys)
        ClientSecretCheck(
            isEncoded: jwtConfiguration.secretEncoded,
            signs: jwtConfiguration.algorithm == .hs256,
            findings: reading.findings
        ).check(fields)
    }
}

extension Directory {
    /// The ids that the list below `key` refers to; nil if it is absent.
    func resolve(_ key: String, of fields: Fields, _ findings: Findings) -> [Identifier<Of>]? {
        guard fields.has(key) else { return nil }
        return fields.places(key).compactMap { resolve($0.text, at: $0.position, $0.path, findings) }
    }
}

/// Reports clients with the same name, unless both have a `client_id`.
private struct NamesOfClients {
    let findings: Findings
    private var taken: [String: (position: SeedPosition, hasID: Bool)] = [:]

    init(findings: Findings) { self.findings = findings }

    mutating func claim(_ name: String, hasID: Bool, _ fields: Fields) {
        let position = fields.position(of: "name")
        guard let earlier = taken[name] else {
            taken[name] = (position, hasID)
            return
        }
        guard !(earlier.hasID && hasID) else { return }
        findings.report(
            .duplicate,
            "duplicate client name \"\(name)\" without a client_id; the first is at "
                + findings.place(earlier.position),
            at: position,
            fields.path + "name"
        )
    }
}
