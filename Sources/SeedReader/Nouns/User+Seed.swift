import TenantModel

/// Reads `users` (seed format E4).
struct UserReader {
    let reading: Reading
    let connections: [Connection]
    /// Root keys around the users: where misplaced ones may belong.
    let rootKeys: KeyTable
    /// Names of the seed's `roles`.
    let roles: [String]

    private var ids: Registry
    private var names: Registry
    private let directory: Directory<Connection>
    private let byName: [String: Connection]

    init(reading: Reading, connections: [Connection], rootKeys: KeyTable, roles: [String]) {
        self.reading = reading
        self.connections = connections
        self.rootKeys = rootKeys
        self.roles = roles
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

    // MARK: Where from

    /// The primary identity's connection; nil after a complaint.
    private func connection(of fields: Fields) -> Connection? {
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

    private func named(_ name: String, at position: SeedPosition, _ path: SeedPath) -> Connection? {
        if let connection = byName[name] { return connection }
        // Users are in no file of the deployment tool, so a stranger is always an error.
        _ = directory.resolve(name, at: position, path, reading.findings)
        return nil
    }

    private func identities(of fields: Fields, _ primary: Connection) -> [UserIdentity] {
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

    // MARK: Who

    private func userID(
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

    /// What a missing `user_id` is derived from; nil after a complaint, where one is `needed`.
    private func naturalKey(_ fields: Fields, orElse needed: Bool = true) -> String? {
        if let email = fields.text("email") { return email.lowercased() }
        if let name = fields.text("username") ?? fields.text("phone_number") { return name }
        if needed {
            let message = "\(fields.label) needs an email, a username or a phone_number, or a user_id with identities"
            reading.findings.report(.missingKey, message, at: fields.node.position, fields.path)
        }
        return nil
    }

    /// `563f…` of `auth0|563f…`.
    private static func localPart(of id: Identifier<User>) -> String {
        id.rawValue.firstIndex(of: "|").map { String(id.rawValue[id.rawValue.index(after: $0)...]) } ?? id.rawValue
    }

    // MARK: What is known

    private func readProfile(_ fields: Fields, into user: inout User, isFromElsewhere: Bool, strategy: Strategy) {
        // Databases and passwordless connections store addresses and names folded (Management API §8.2).
        func folded(_ text: String?) -> String? { isFromElsewhere ? text : text?.lowercased() }
        user.email = folded(fields.text("email"))
        user.emailVerified = fields.flag("email_verified") ?? false
        user.username = folded(fields.text("username"))
        user.phoneNumber = fields.text("phone_number")
        user.phoneVerified = fields.flag("phone_verified")
        user.name = fields.text("name")
        user.nickname = fields.text("nickname")
        user.picture = fields.text("picture")
        user.givenName = fields.text("given_name")
        user.familyName = fields.text("family_name")
        for name in User.attributeNames { user.attributes[name] = fields.text(name).map(JSONValue.string) }
        if isFromElsewhere {
            for entry in fields.node.entries ?? [] where User.seedKeys[entry.key] == nil {
                guard !entry.key.hasPrefix("x-"), !entry.value.isNull else { continue }
                user.attributes[entry.key] = JSONValue(coreSchema: entry.value)
            }
        }
        user.fillProfileDefaults()
    }

    private func readState(_ fields: Fields, into user: inout User) {
        user.userMetadata = metadata("user_metadata", of: fields, reserved: [])
        user.appMetadata = metadata("app_metadata", of: fields, reserved: User.namesReservedInAppMetadata)
        user.isBlocked = fields.flag("blocked") ?? false
        user.lastLogin = fields.instant("last_login")
        user.lastIP = fields.text("last_ip")
        user.loginsCount = fields.integer("logins_count") ?? 0
        user.lastPasswordReset = fields.instant("last_password_reset")
        user.kept = fields.kept(User.seedKeys)
        for role in fields.places("roles") {
            if roles.contains(role.text) {
                user.roles.append(role.text)
            } else {
                let near = NearestKey.nearest(to: role.text, among: roles)
                reading.findings.report(
                    .danglingReference,
                    "no role is called \"\(role.text)\"\(near.map { "; nearest: \"\($0)\"" } ?? "")",
                    at: role.position,
                    role.path,
                    suggestion: near
                )
            }
        }
    }

    private func metadata(_ key: String, of fields: Fields, reserved: Set<String>) -> JSONObject {
        for entry in fields.node(key)?.entries ?? [] {
            let fault: String? =
                if reserved.contains(entry.key) {
                    "\"\(entry.key)\" is reserved and cannot stand in \(key)"
                } else if entry.key.contains(".") || entry.key.hasPrefix("$") {
                    "a name in \(key) may not contain \".\" or begin with \"$\""
                } else { nil }
            guard let fault else { continue }
            reading.findings.report(.badValue, fault, at: entry.keyPosition, fields.path + key + entry.key)
        }
        return fields.data(key) ?? JSONObject()
    }

    // MARK: Cross checks

    private mutating func claim(_ user: User, _ fields: Fields) {
        // A derived id is taken twice only where what it is derived from is, which says more to a person.
        if fields.has("user_id") || fields.has("identities") {
            let path = fields.path + "user_id"
            ids.claim(user.id.rawValue, "user_id \"\(user.id)\"", at: fields.position(of: "user_id"), path)
        }
        for key in ["email", "username", "phone_number"] {
            guard let text = fields.text(key) else { continue }
            names.claim(
                "\(key) \(user.connection) \(text.lowercased())",
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
