import TenantModel

/// Reads or derives a user's `user_id`.
extension UserReader {
    func userID(
        of fields: Fields,
        _ connection: Connection,
        _ identity: UserIdentity?
    ) -> Identifier<User>? {
        let provider = connection.strategy.rawValue
        guard let written = fields.text("user_id") else {
            if let identity { return Identifier("\(provider)|\(identity.userID)") }
            guard let key = naturalKey(fields) else { return nil }
            let local = reading.derivation.hexadecimal(.userID, connection.name, key, count: 24)
            return Identifier("\(provider)|\(local)")
        }
        func refuse(_ message: String) -> Identifier<User>? {
            reading.findings.report(.conflict, message, at: fields.position(of: "user_id"), fields.path + "user_id")
            return nil
        }
        let isWhole = written.contains("|")
        if isWhole, !written.hasPrefix("\(provider)|") {
            return refuse(
                "user_id \"\(written)\" must begin with \"\(provider)|\", as \(connection.name) is \(provider)"
            )
        }
        let id = Identifier<User>(isWhole ? written : "\(provider)|\(written)")
        if let identity, identity.userID != Self.localPart(of: id) {
            return refuse("user_id \"\(written)\" is not the first identity's \"\(provider)|\(identity.userID)\"")
        }
        if identity == nil { _ = naturalKey(fields, orElse: connection.strategy.kind == .database) }
        return id
    }

    /// The value that a missing `user_id` is derived from; nil after a complaint, if one is `needed`.
    func naturalKey(_ fields: Fields, orElse needed: Bool = true) -> String? {
        if let email = fields.text("email") { return email.lowercased() }
        if let name = fields.text("username") ?? fields.text("phone_number") { return name }
        if needed {
            let message = "\(fields.label) needs an email, a username or a phone_number, or a user_id with identities"
            reading.findings.report(.missingKey, message, at: fields.node.position, fields.path)
        }
        return nil
    }

    /// The part after the bar: `563f…` of `auth0|563f…`.
    static func localPart(of id: Identifier<User>) -> String {
        id.rawValue.firstIndex(of: "|").map { String(id.rawValue[id.rawValue.index(after: $0)...]) } ?? id.rawValue
    }
}
