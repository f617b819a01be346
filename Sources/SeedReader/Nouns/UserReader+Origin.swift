import TenantModel

/// Reads a user's connection and identities.
extension UserReader {
    /// The connection of the first identity; nil after a complaint.
    func connection(of fields: Fields) -> Connection? {
        let identity = fields.items("identities").first
        let holder = fields.has("connection") ? fields : identity?.has("connection") == true ? identity : nil
        if let holder, let name = holder.text("connection") {
            return named(name, at: holder.position(of: "connection"), holder.path + "connection")
        }
        let prefix = fields.text("user_id").flatMap { id in id.firstIndex(of: "|").map { String(id[..<$0]) } }
        if let provider = identity?.text("provider") ?? prefix, provider != Strategy.auth0.rawValue {
            let fitting = connections.filter { $0.strategy.rawValue == provider }
            if fitting.count == 1 { return fitting[0] }
            let found = fitting.isEmpty ? "no connection" : "\(fitting.count) connections"
            reading.findings.report(
                fitting.isEmpty ? .danglingReference : .ambiguousReference,
                "\(found) of strategy \"\(provider)\" for \(fields.label); name one with \"connection\"",
                at: fields.node.position,
                fields.path
            )
            return nil
        }
        let databases = connections.filter { $0.strategy == .auth0 }
        let name = databases.count == 1 ? databases[0].name : Connection.defaultDatabaseName
        return named(name, at: fields.node.position, fields.path)
    }

    func named(_ name: String, at position: SeedPosition, _ path: SeedPath) -> Connection? {
        if let connection = byName[name] { return connection }
        // No file of the deployment tool has users, so an unknown connection is always an error.
        _ = directory.resolve(name, at: position, path, reading.findings)
        return nil
    }

    func identities(of fields: Fields, _ primary: Connection) -> [UserIdentity] {
        fields.items("identities").enumerated().compactMap { index, identity in
            var connection: Connection? = index == 0 ? primary : nil
            if let name = identity.text("connection") {
                connection = named(name, at: identity.position(of: "connection"), identity.path + "connection")
                if index == 0, let connection, connection.name != primary.name {
                    reading.findings.report(
                        .conflict,
                        "the first identity's connection is \"\(connection.name)\", the user's \"\(primary.name)\"",
                        at: identity.position(of: "connection"),
                        identity.path + "connection"
                    )
                }
            } else if connection == nil {
                let fitting = connections.filter { $0.strategy.rawValue == identity.text("provider") }
                connection = fitting.count == 1 ? fitting[0] : nil
                if connection == nil {
                    let message = "say which connection this identity is of"
                    reading.findings.report(.missingKey, message, at: identity.node.position, identity.path)
                }
            }
            return connection.flatMap { UserIdentity(seed: identity, of: $0, in: reading) }
        }
    }
}
