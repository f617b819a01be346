import TenantModel

extension DeviceCredential {
    /// The keys of an item of `devices`.
    static let seedKeys = KeyTable([
        .key("id", .text(.nonEmpty)),
        .key(
            "user",
            .either(.text(.nonEmpty), or: .map(KeyTable([.key("email", .text).required, .key("connection", .text)])))
        ).required,
        .key("client", .text(.nonEmpty)).required,
        .key("device_name", .text),
        .key("type", .choice(Kind.allCases.map(\.rawValue))),
        .key("token", .text(.nonEmpty)),
        .key("scope", .either(.text, or: .list(.text))),
        .key("audience", .text),
        .key("created_at", .instant),
        .key("device_id", .text(.nonEmpty)),
        .key("value", .text(.nonEmpty)),
        .key("connection", .text(.connectionName)),
        .key("begun_at", .instant),
        .key("authenticated_at", .instant),
        .key("shows_auth_time", .flag),
        .key("sid", .text(.nonEmpty)),
        .key("family", .text(.nonEmpty)),
        .key("replaced_at", .instant),
        .key("successors", .list(.text(.nonEmpty))),
        .key("expires_at", .text(.expiry)),
    ])

    /// The value of `expires_at` for a token that is good until it is revoked.
    ///
    /// Without the key the client's policy decides.
    static let never = "never"
}

extension TextForm {
    fileprivate static let expiry = TextForm { text in
        let isExpiry = text == DeviceCredential.never || Timestamp(rfc3339: text) != nil
        let reason = "is not an instant with a zone, nor \(DeviceCredential.never); an example: \(Shape.exampleInstant)"
        return isExpiry ? nil : Fault(reason: reason)
    }
}

/// Reads `devices`.
struct DeviceReader {
    let reading: Reading
    let users: [User]
    let connections: [Connection]
    let clients: Directory<Client>
    let policies: [Identifier<Client>: RefreshTokenPolicy]
    private let usersByID: [String: User]
    private let usersByEmail: [String: [User]]

    init(
        reading: Reading,
        users: [User],
        connections: [Connection],
        clients: Directory<Client>,
        policies: [Identifier<Client>: RefreshTokenPolicy]
    ) {
        self.reading = reading
        self.users = users
        self.connections = connections
        self.clients = clients
        self.policies = policies
        usersByID = Dictionary(users.map { ($0.id.rawValue, $0) }) { first, _ in first }
        usersByEmail = Dictionary(grouping: users.filter { $0.email != nil }) { $0.email?.lowercased() ?? "" }
    }

    func read(_ items: [Fields]) -> [DeviceCredential] {
        var ids = Registry(reading.findings)
        var secrets = Registry(reading.findings)
        return items.compactMap { fields in
            guard let device = device(fields) else { return nil }
            let what = "device: two of one user, client and type need different device_name, or an id and a token"
            ids.claim(device.id.rawValue, what, at: fields.node.position, fields.path)
            if device.kind != .publicKey, fields.has("token") {
                secrets.claim(device.secret, "token", at: fields.position(of: "token"), fields.path + "token")
            }
            return device
        }
    }

    private func device(_ fields: Fields) -> DeviceCredential? {
        let kind = fields.choice("type", DeviceCredential.Kind.self) ?? .refreshToken
        let path = fields.path
        guard let user = user(fields), let written = fields.text("client"),
            let client = clients.resolve(
                written,
                at: fields.position(of: "client"),
                path + "client",
                reading.findings
            ),
            let secret = secret(fields, kind, user, client)
        else { return nil }
        if let connection = connections.first(where: { $0.name == user.connection }), !connection.isEnabled(for: client)
        {
            reading.findings.report(
                .warning,
                .suspicious,
                "connection \"\(connection.name)\" of \(user.id) is not enabled for this client",
                at: fields.position(of: "client"),
                path + "client"
            )
        }
        let name = fields.text("device_name") ?? ""
        let derived = reading.derivation.alphanumerics(
            .deviceID,
            user.id.rawValue,
            client.rawValue,
            name,
            kind.rawValue,
            count: 16
        )
        var device = DeviceCredential(
            id: Identifier(fields.text("id") ?? "dcr_\(derived)"),
            kind: kind,
            user: user.id,
            client: client,
            deviceName: fields.text("device_name"),
            secret: secret,
            scope: fields.texts("scope").map { ScopeSet(words: $0) }
                ?? ScopeSet(fields.text("scope") ?? "openid offline_access"),
            createdAt: fields.instant("created_at") ?? reading.now
        )
        device.audience = fields.text("audience")
        device.deviceID = fields.text("device_id")
        device.connection = connection(fields)
        readRotation(fields, into: &device)
        return device
    }

    private static let keysOfRefreshTokens = [
        "begun_at", "authenticated_at", "shows_auth_time", "sid", "family", "replaced_at", "successors", "expires_at",
    ]

    /// Reads what logins and uses have changed at a token; only exports have these keys.
    ///
    /// Ids of its family are not checked, because tokens of the family may have been removed.
    private func readRotation(_ fields: Fields, into device: inout DeviceCredential) {
        let path = fields.path
        guard device.isRefreshToken else {
            for key in Self.keysOfRefreshTokens where fields.has(key) {
                let message = "\(key) does not belong to a device of type \(device.kind.rawValue)"
                reading.findings.report(.conflict, message, at: fields.position(of: key), path + key)
            }
            return
        }
        device.begunAt = fields.instant("begun_at") ?? device.createdAt
        device.authenticatedAt = fields.instant("authenticated_at") ?? device.begunAt
        device.showsAuthTime = fields.flag("shows_auth_time") ?? false
        device.sessionID = fields.text("sid")
        device.family = fields.text("family").map(Identifier.init(_:)) ?? device.id
        device.replacedAt = fields.instant("replaced_at")
        device.successors = (fields.texts("successors") ?? []).map(Identifier.init(_:))
        if !device.successors.isEmpty, device.replacedAt == nil, !fields.has("replaced_at") {
            let message = "missing key \"replaced_at\" in \(fields.label), which has successors"
            reading.findings.report(.missingKey, message, at: fields.position(of: "successors"), path + "successors")
        }
        device.expiresAt =
            fields.has("expires_at")
            ? fields.instant("expires_at")
            : policies[device.client]?.expiry(usedAt: device.createdAt, since: device.begunAt)
    }

    private func connection(_ fields: Fields) -> String? {
        guard let name = fields.text("connection") else { return nil }
        if !connections.contains(where: { $0.name == name }) {
            reading.findings.report(
                stranger: name,
                to: "connection",
                among: connections.map(\.name),
                at: fields.position(of: "connection"),
                fields.path + "connection"
            )
        }
        return name
    }

    private func secret(
        _ fields: Fields,
        _ kind: DeviceCredential.Kind,
        _ user: User,
        _ client: Identifier<Client>
    ) -> String? {
        let (own, others) = kind == .publicKey ? ("value", ["token"]) : ("token", ["value"])
        for key in others where fields.has(key) {
            let message = "\(key) does not belong to a device of type \(kind.rawValue)"
            reading.findings.report(.conflict, message, at: fields.position(of: key), fields.path + key)
        }
        if kind == .publicKey {
            for key in ["value", "device_id"] where !fields.has(key) {
                let message = "missing key \"\(key)\" in \(fields.label), a public key"
                reading.findings.report(.missingKey, message, at: fields.node.position, fields.path)
            }
            return fields.text(own)
        }
        return fields.text(own)
            ?? reading.derivation.base64URLCharacters(
                .refreshToken,
                user.id.rawValue,
                client.rawValue,
                fields.text("device_name") ?? "",
                kind.rawValue,
                count: 45
            )
    }

    /// The user of the device, named by `user_id`, by e-mail address, or by address and connection; nil after a
    /// complaint.
    private func user(_ fields: Fields) -> User? {
        let map = fields.fields("user")
        guard let written = map?.text("email") ?? fields.text("user") else { return nil }
        let connection = map?.text("connection")
        let named = map == nil ? usersByID[written] : nil
        let addressed = (usersByEmail[written.lowercased()] ?? []).filter { user in
            user.id != named?.id && connection.map { user.connection == $0 } ?? true
        }
        let found = (named.map { [$0] } ?? []) + addressed
        if found.count == 1 { return found[0] }
        let position = fields.position(of: "user")
        guard found.isEmpty else {
            let ids = found.map { "\($0.id) in \($0.connection)" }.joined(separator: ", ")
            reading.findings.report(
                .ambiguousReference,
                "\"\(written)\" is \(found.count) users (\(ids)); write a user_id or {email, connection}",
                at: position,
                fields.path + "user"
            )
            return nil
        }
        let isRead = !reading.findings.isTooLongToRead
        let known = users.prefix(isRead ? 2000 : 0).filter { user in connection.map { user.connection == $0 } ?? true }
        let near = NearestKey.nearest(to: written, among: known.compactMap(\.email) + known.map(\.id.rawValue))
        let place = connection.map { " in connection \"\($0)\"" } ?? ""
        reading.findings.report(
            .danglingReference,
            "no user is called \"\(written)\"\(place)\(near.map { "; nearest: \"\($0)\"" } ?? "")",
            at: position,
            fields.path + "user",
            suggestion: near
        )
        return nil
    }
}
