import TenantModel

/// Reads `users`.
struct UserReader {
    let reading: Reading
    let connections: [Connection]
    /// The root keys, among which a misplaced key may be valid.
    let rootKeys: KeyTable
    /// The names of the seed's `roles`.
    let roles: [String]
    let knownRoles: Set<String>

    private var ids: Registry
    private var names: Registry
    let directory: Directory<Connection>
    let byName: [String: Connection]

    init(reading: Reading, connections: [Connection], rootKeys: KeyTable, roles: [String]) {
        self.reading = reading
        self.connections = connections
        self.rootKeys = rootKeys
        self.roles = roles
        knownRoles = Set(roles)
        ids = Registry(reading.findings)
        names = Registry(reading.findings)
        byName = Dictionary(connections.map { ($0.name, $0) }) { first, _ in first }
        var directory = Directory<Connection>(kind: "connection")
        for connection in connections { directory.add(connection.id, named: connection.name) }
        self.directory = directory
    }

    mutating func read(_ items: [Fields]) -> [User] { items.compactMap { user($0) } }

    private mutating func user(_ fields: Fields) -> User? {
        guard let connection = connection(of: fields) else { return nil }
        let isFromElsewhere = connection.strategy.kind == .social || connection.strategy.kind == .enterprise
        ShapeCheck(findings: reading.findings).check(
            item: fields,
            against: isFromElsewhere ? User.seedKeysFromElsewhere : User.seedKeys,
            of: rootKeys
        )
        let identities = identities(of: fields, connection)
        guard let id = userID(of: fields, connection, identities.first) else { return nil }

        let createdAt = fields.instant("created_at") ?? reading.now
        var user = User(id: id, connection: connection.name, createdAt: createdAt)
        user.updatedAt = fields.instant("updated_at") ?? createdAt
        user.identities = identities
        if identities.isEmpty {
            let identity = UserIdentity(connection: connection, userID: Self.localPart(of: id))
            user.identities = [identity.withDerivedToken(reading.derivation)]
        }
        readProfile(fields, into: &user, isFromElsewhere: isFromElsewhere, strategy: connection.strategy)
        readState(fields, into: &user)
        user.password = PasswordCredential.read(fields, connection, reading.findings)
        claim(user, fields)
        warn(fields, connection)
        return user
    }

    // MARK: Cross checks

    /// What a person logs in with; a missing `user_id` is derived from the first that is there.
    static let nameKeys = ["email", "username", "phone_number"]

    private mutating func claim(_ user: User, _ fields: Fields) {
        func name(_ key: String, _ text: String) -> String { "\(key) \(user.connection) \(text.lowercased())" }
        if fields.has("user_id") || fields.has("identities") {
            let path = fields.path + "user_id"
            ids.claim(user.id.rawValue, "user_id \"\(user.id)\"", at: fields.position(of: "user_id"), path)
        } else if let key = Self.nameKeys.first(where: fields.has),
            let text = fields.text(key), !names.has(name(key, text))
        {
            // Where the same key is used twice, the complaint about that says more.
            let what = "user_id \"\(user.id)\", made of \(key) \"\(text)\""
            ids.claim(user.id.rawValue, what, at: fields.position(of: key), fields.path + key)
        }
        for key in Self.nameKeys {
            guard let text = fields.text(key) else { continue }
            names.claim(
                name(key, text),
                "\(key) \"\(text)\" in connection \"\(user.connection)\"",
                at: fields.position(of: key),
                fields.path + key
            )
        }
    }

    private func warn(_ fields: Fields, _ connection: Connection) {
        if connection.enabledClients?.isEmpty == true {
            reading.findings.report(
                .warning,
                .suspicious,
                "\(fields.label) cannot log in: connection \"\(connection.name)\" is enabled for no client",
                at: fields.node.position,
                fields.path
            )
        }
        if fields.has("username"), connection.strategy == .auth0, !connection.requiresUsername {
            reading.findings.report(
                .warning,
                .suspicious,
                "connection \"\(connection.name)\" has no user names (options.requires_username)",
                at: fields.position(of: "username"),
                fields.path + "username"
            )
        }
    }
}
