import TenantModel
package import World

/// `POST /oauth/revoke`: revokes a refresh token (RFC 7009).
package struct Revocation {
    private let world: World

    package init(in world: World) { self.world = world }

    /// Revokes the token and every token that rotation has made of it.
    ///
    /// Access tokens and id_tokens stay good.
    ///
    /// For an unknown token, or one of another client, it does nothing and answers the same (RFC 7009 §2.2).
    ///
    /// - Parameters:
    ///   - parameters: `token` and the client's credentials.
    ///   - note: called, for the journal, if the secret came in another form than the registered one.
    /// - Throws: `invalid_client` if the client is not authenticated; `invalid_request` without a token.
    package func revoke(
        _ parameters: Parameters,
        basic: BasicCredentials?,
        from caller: Caller,
        noting note: @Sendable (String) -> Void
    ) async throws {
        let client = try ClientAuthentication.authenticate(
            parameters,
            basic: basic,
            at: .revocation,
            in: world.directory,
            noting: note
        )
        let token: String
        do { token = try parameters.required("token") } catch { throw error.about(client: client.id) }
        let endsGrant = world.directory.settings.flags["revoke_refresh_token_grant"]?.flag ?? false
        let now = world.clock.now
        let ended = try await world.store.transact { tenant -> [DeviceCredential] in
            guard let device = tenant.device(holding: token, at: now), device.client == client.id else { return [] }
            let ended = tenant.devices { endsGrant ? $0.isOfOneGrant(with: device) : $0.family == device.family }
            for device in ended { tenant.revoke(device.id) }
            return ended
        }
        for device in ended {
            LogBook(in: world, of: caller).note(.revokedRefreshToken) { entry in
                entry.client = client.id
                entry.user = device.user
                entry.details = ["device_credential": .string(device.id.rawValue)]
            }
        }
    }
}

extension DeviceCredential {
    /// True for tokens of the same user, client and audience, on whatever devices.
    fileprivate func isOfOneGrant(with other: DeviceCredential) -> Bool {
        isRefreshToken && (user, client, audience) == (other.user, other.client, other.audience)
    }
}
