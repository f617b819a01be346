import TenantModel

extension DeviceCredential {
    /// An item of `devices` (seed format E5).
    ///
    /// - Parameters:
    ///   - names: how it refers to its client.
    ///   - policy: its client's, which counts where nothing is said of an expiry.
    func document(_ names: SeedNames, _ policy: RefreshTokenPolicy?) -> JSONObject {
        let expiry = isRefreshToken ? policy?.expiry(usedAt: createdAt, since: begunAt) : nil
        return JSONObject(given: [
            "id": .string(id.rawValue),
            "type": .string(kind.rawValue),
            "user": .string(user.rawValue),
            "client": .string(names.word(for: client)),
            "connection": .given(connection),
            "device_name": .given(deviceName),
            "device_id": .given(deviceID),
            (isRefreshToken ? "token" : "value"): .string(secret),
            "scope": scope == ScopeSet(scope.description) ? .string(scope.description) : .texts(scope.words),
            "audience": .given(audience),
            "created_at": .given(createdAt),
            "begun_at": begunAt == createdAt ? nil : .given(begunAt),
            "authenticated_at": authenticatedAt == begunAt ? nil : .given(authenticatedAt),
            "shows_auth_time": showsAuthTime ? .bool(true) : nil,
            "sid": .given(sessionID),
            "expires_at": expiresAt == nil && expiry != nil ? .string(Self.never) : .given(expiresAt),
            "family": family == id ? nil : .string(family.rawValue),
            "replaced_at": .given(replacedAt),
            "successors": .given(successors.map(\.rawValue)),
        ])
    }
}
