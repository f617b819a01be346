package import TenantModel
package import World

/// `/api/v2/device-credentials`: refresh tokens and public keys, by user, client and device (Management API §9).
package struct DeviceCredentials {
    /// What to list.
    package struct Query: Sendable {
        package var user: String?
        package var client: String?
        package var kind: DeviceCredential.Kind?

        package init(user: String? = nil, client: String? = nil, kind: DeviceCredential.Kind? = nil) {
            self.user = user
            self.client = client
            self.kind = kind
        }
    }

    private let world: World
    private let bearer: ManagementBearer

    package init(in world: World, for bearer: ManagementBearer) {
        self.world = world
        self.bearer = bearer
    }

    /// In the order of their making.
    package func list(_ query: Query) async throws -> [DeviceCredential] {
        try bearer.demand(anyOf: "read:device_credentials")
        let now = world.clock.now
        return try await world.store.snapshot().devices { device in
            device.replacedAt == nil && !device.isOver(at: now)
                && (query.user ?? device.user.rawValue) == device.user.rawValue
                && (query.client ?? device.client.rawValue) == device.client.rawValue
                && (query.kind ?? device.kind) == device.kind
        }
    }

    /// Registers a device's public key for the user whose token it is.
    ///
    /// - Parameter body: `device_name`, `type` (`public_key`), `value` (base64), `device_id` (hexadecimal, at most 36
    ///   characters), `client_id` where the token names none.
    /// - Throws: 400 for a body of another shape; 403 for a token of no user, or of another client; 409 where the device
    ///   has a key already.
    package func create(_ body: JSONObject) async throws -> DeviceCredential {
        try bearer.demand(anyOf: "create:current_user_device_credentials")
        guard let user = bearer.subject else { throw ManagementError.wrongSubject }
        func text(_ name: String) throws(ManagementError) -> String {
            guard let value = body[name], !value.isNull else { throw .body("Missing required property: \(name)") }
            guard let text = value.text, !text.isEmpty else {
                throw .body("Expected type string but found type \(value.kind)")
            }
            return text
        }
        let (name, type, value) = (try text("device_name"), try text("type"), try text("value"))
        let deviceID = try text("device_id")
        guard type == DeviceCredential.Kind.publicKey.rawValue else {
            throw ManagementError.body("No enum match for: \(type)")
        }
        guard deviceID.utf8.count <= 36, deviceID.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0.isHexadecimalDigit })
        else { throw ManagementError.body("String does not match pattern: ^[-A-Fa-f0-9]+$") }
        let client = try client(body["client_id"]?.text)
        let now = world.clock.now
        var device = DeviceCredential(
            id: Identifier(world.identifiers.next(.deviceCredential)),
            kind: .publicKey,
            user: user,
            client: client,
            deviceName: name,
            secret: value,
            scope: ScopeSet(),
            createdAt: now
        )
        device.deviceID = deviceID
        try await world.store.transact { [device] tenant in
            guard tenant.user(user) != nil else { throw ManagementError.invalidToken }
            let twins = tenant.devices {
                $0.kind == .publicKey && ($0.user, $0.client) == (user, client) && $0.deviceID == deviceID
            }
            guard twins.isEmpty else {
                throw ManagementError(
                    409,
                    "A public key already exists for this device",
                    code: "device_credential_conflict"
                )
            }
            tenant.save(device)
        }
        return device
    }

    private func client(_ given: String?) throws(ManagementError) -> Identifier<Client> {
        switch (bearer.client, given) {
        case (let own?, nil): return own
        case (let own?, let given?):
            guard own.rawValue == given else { throw .wrongSubject }
            return own
        case (nil, let given?):
            guard world.directory.client(Identifier(given)) != nil else { throw .wrongSubject }
            return Identifier(given)
        case (nil, nil): throw ManagementError(403, "client_id is missing", code: "insufficient_scope")
        }
    }

    /// A refresh token that is deleted is revoked; deleting what is not there is no error.
    package func delete(_ id: Identifier<DeviceCredential>, from caller: Caller) async throws {
        try bearer.demand(anyOf: "delete:device_credentials", "delete:current_user_device_credentials")
        let reachesAll = bearer.has("delete:device_credentials")
        let subject = bearer.subject
        let ended = try await world.store.transact { tenant -> DeviceCredential? in
            guard let device = tenant.device(id) else { return nil }
            guard reachesAll || device.user == subject else { throw ManagementError.wrongSubject }
            tenant.revokeFamily(of: device)
            return device
        }
        guard let ended, ended.isRefreshToken else { return }
        LogBook(in: world, of: caller).note(.revokedRefreshToken) { entry in
            entry.client = ended.client
            entry.user = ended.user
            entry.details = ["device_credential": .string(ended.id.rawValue)]
        }
    }
}
