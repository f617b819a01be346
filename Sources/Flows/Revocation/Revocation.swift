import TenantModel
package import World

/// `POST /oauth/revoke`: a client gives a refresh token back (RFC 7009; authentication API §7.3).
package struct Revocation {
    private let world: World

    package init(in world: World) { self.world = world }

    /// What the token has issued stays as it is; what rotation made of it ends with it.
    ///
    /// A token that is unknown, or another client's, is left alone without a word (RFC 7009 §2.2).
    ///
    /// - Parameters:
    ///   - parameters: `token`, and the client's own proof.
    ///   - note: is told, for the journal, how the client authenticated where its settings name another form.
    /// - Throws: `invalid_client` for a client that is not proven; `invalid_request` without a token.
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
    /// One user's consent to one client for one audience, on whatever devices.
    fileprivate func isOfOneGrant(with other: DeviceCredential) -> Bool {
        isRefreshToken && (user, client, audience) == (other.user, other.client, other.audience)
    }
}
