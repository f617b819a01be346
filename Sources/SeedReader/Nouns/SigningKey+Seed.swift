import TenantModel

extension SigningKey {
    /// The keys of an item of `signingKeys`.
    static let seedKeys = KeyTable([
        .key("kid", .text(.nonEmpty)),
        .key("private_key", .text(.nonEmpty)).required,
        .key("current", .flag),
        .key("revoked", .flag),
    ])

    /// The seed's signing keys, or the published development key if it has none; exactly one is current.
    static func read(_ items: [Fields], in reading: Reading) -> [SigningKey] {
        guard !items.isEmpty else { return [SigningKey(privateKeyPEM: DevelopmentSigningKey.privateKeyPEM)] }
        var ids = Registry(reading.findings)
        var currents = Registry(reading.findings)
        var keys = items.compactMap { fields -> SigningKey? in
            if let id = fields.text("kid") {
                ids.claim(id, "kid \"\(id)\"", at: fields.position(of: "kid"), fields.path + "kid")
            }
            let isCurrent = fields.flag("current") ?? false
            let isRevoked = fields.flag("revoked") ?? false
            if isCurrent {
                let path = fields.path + "current"
                currents.claim("current", "current signing key", at: fields.position(of: "current"), path)
            }
            if isCurrent, isRevoked {
                let message = "a revoked key cannot be the current one"
                reading.findings.report(.conflict, message, at: fields.position(of: "revoked"), fields.path + "revoked")
            }
            guard let pem = privateKey(fields, in: reading) else { return nil }
            return SigningKey(
                keyID: fields.text("kid"),
                privateKeyPEM: pem,
                isCurrent: isCurrent,
                isRevoked: isRevoked
            )
        }
        if !keys.contains(where: \.isCurrent) {
            if let index = keys.firstIndex(where: { !$0.isRevoked }) {
                keys[index].isCurrent = true
            } else if let fields = items.first, keys.count == items.count {
                reading.findings.report(
                    .conflict,
                    "every signing key is revoked",
                    at: fields.node.position,
                    fields.path
                )
            }
        }
        return keys
    }

    private static func privateKey(_ fields: Fields, in reading: Reading) -> String? {
        guard let pem = reading.attachedText("private_key", of: fields)?.text else { return nil }
        guard let fault = PrivateKeyText.fault(in: pem) ?? reading.validatePrivateKey(pem) else { return pem }
        reading.findings.report(
            .badValue,
            "private_key \(fault)",
            at: fields.position(of: "private_key"),
            fields.path + "private_key"
        )
        return nil
    }
}

/// Checks the PEM form of a private key (RFC 7468), but not the key itself.
enum PrivateKeyText {
    /// What is wrong, as the end of a sentence that begins with the key; nil for the form of an unencrypted private
    /// key.
    static func fault(in pem: String) -> String? {
        let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmed }
        guard let first = lines.first, first.hasPrefix("-----BEGIN "), first.hasSuffix("-----") else {
            return "is not PEM text (-----BEGIN PRIVATE KEY-----)"
        }
        let label = first.dropFirst("-----BEGIN ".count).dropLast("-----".count)
        if label == "ENCRYPTED PRIVATE KEY" || lines.contains(where: { $0.hasPrefix("Proc-Type:") }) {
            return "has a passphrase; a key without one is needed"
        }
        guard label == "PRIVATE KEY" || label == "RSA PRIVATE KEY" else {
            return "is a \(label), an RSA PRIVATE KEY of 2048 bits or more is needed"
        }
        guard lines.count > 2, lines.last == "-----END \(label)-----" else {
            return "is cut off: its last line is not -----END \(label)-----"
        }
        let isBase64 = lines.dropFirst().dropLast().allSatisfy { line in
            line.utf8.allSatisfy { $0.isLetterOrDigit || "+/=".utf8.contains($0) }
        }
        return isBase64 ? nil : "has lines that are not base64"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        drop(while: \.isWhitespace).reversedDrop(while: \.isWhitespace)
    }

    private func reversedDrop(while predicate: (Character) -> Bool) -> Substring {
        lastIndex { !predicate($0) }.map { self[...$0] } ?? ""
    }
}
