import TenantModel

extension DeviceCredential {
    /// The credential as an item of `devices`.
    ///
    /// - Parameters:
    ///   - names: the word that refers to its client.
    ///   - policy: its client's policy, which decides the end of a token without `expires_at`.
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
