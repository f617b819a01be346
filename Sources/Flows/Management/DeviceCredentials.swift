package import TenantModel
package import World

/// `/api/v2/device-credentials`: lists, creates and deletes refresh tokens and public keys of devices.
package struct DeviceCredentials {
    /// What to list.
    package struct Query: Sendable {
        package var user: Identifier<User>?
        package var client: Identifier<Client>?
        package var kind: DeviceCredential.Kind?

        package init(
            user: Identifier<User>? = nil,
            client: Identifier<Client>? = nil,
            kind: DeviceCredential.Kind? = nil
        ) {
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

    /// The credentials that match, the oldest first; those of one instant in the order in which they were created.
    package func list(_ query: Query) async throws -> [DeviceCredential] {
        try bearer.demand(anyOf: "read:device_credentials")
        let now = world.clock.now
        return try await world.store.state().devices { device in
            device.replacedAt == nil && !device.isOver(at: now)
                && query.user.map { $0 == device.user } ?? true
                && query.client.map { $0 == device.client } ?? true
                && query.kind.map { $0 == device.kind } ?? true
        }
    }

    /// Registers a device's public key for the user whose token it is.
    ///
    /// - Throws: 403 for a token without a user, or of another client; 409 if the device already has a key.
    package func create(_ key: PublicKeyParameters) async throws -> DeviceCredential {
        try bearer.demand(anyOf: "create:current_user_device_credentials")
        guard let user = bearer.subject else {
            throw ManagementError.wrongSubject("The token is of no user (no sub): use a user's own id_token")
                .about(client: bearer.client)
        }
        let client = try client(key.client)
        return try await naming(client: client, user: user) { try await create(key, of: user, for: client) }
    }

    private func create(
        _ key: PublicKeyParameters,
        of user: Identifier<User>,
        for client: Identifier<Client>
    ) async throws -> DeviceCredential {
        let now = world.clock.now
        var device = DeviceCredential(
            id: Identifier(world.identifiers.next(.deviceCredential)),
            kind: .publicKey,
            user: user,
            client: client,
            deviceName: key.deviceName,
            secret: key.value,
            scope: ScopeSet(),
            createdAt: now
        )
        device.deviceID = key.deviceID
        try await world.store.transact { [device] tenant in
            guard tenant.user(user) != nil else {
                throw ManagementError.invalidToken("The token's user \(user.rawValue) has been deleted")
            }
            let twins = tenant.devices {
                $0.kind == .publicKey && ($0.user, $0.client) == (user, client) && $0.deviceID == key.deviceID
            }
            guard twins.isEmpty else {
                throw ManagementError(
                    409,
                    "A public key already exists for this device",
                    code: "device_credential_conflict"
                )
                .because(
                    "The user has a public key of \(client.rawValue) for the device \(key.deviceID)",
                    hint: "Delete it first"
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
            guard own.rawValue == given else {
                throw .wrongSubject("client_id is not the client of the token, \(own.rawValue)")
                    .about(client: own, user: bearer.subject)
            }
            return own
        case (nil, let given?):
            guard world.directory.client(Identifier(given)) != nil else {
                throw .wrongSubject(world.directory.noClient(called: given)).about(user: bearer.subject)
            }
            return Identifier(given)
        case (nil, nil): throw ManagementError(403, "client_id is missing", code: "insufficient_scope")
        }
    }

    /// Deletes a credential; deleting a refresh token revokes its whole family.
    ///
    /// A missing credential is no error.
    ///
    /// - Throws: 403 if the token is a user's own and the credential is of another user or client.
    package func delete(_ id: Identifier<DeviceCredential>, from caller: Caller) async throws {
        try bearer.demand(anyOf: "delete:device_credentials", "delete:current_user_device_credentials")
        let reachesAll = bearer.has("delete:device_credentials")
        let (subject, client) = (bearer.subject, bearer.client)
        let ended = try await world.store.transact { tenant -> DeviceCredential? in
            guard let device = tenant.device(id) else { return nil }
            let isOwn = device.user == subject && (client == nil || device.client == client)
            guard reachesAll || isOwn else {
                throw ManagementError.wrongSubject(
                    "The device is of another user, or of another client than the token's"
                )
                .about(client: client, user: subject)
            }
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
