package import TenantModel
import Tokens
package import World

/// `/tokeninfo`: the stored profile of the user whom an id_token names.
package struct TokenInfo {
    private let world: World

    package init(in world: World) { self.world = world }

    /// The profile of the token's user.
    ///
    /// - Throws: `endpoint_disabled`; `BearerError` for a bad or expired token, and for a deleted user;
    ///   `invalid_request` without a token, for another issuer's token, and for a conformant client.
    package func profile(_ parameters: Parameters, from caller: Caller) async throws -> JSONObject {
        guard world.directory.emulator.legacy.tokenInfo else {
            throw OAuthError.endpointDisabled("tokeninfo")
                .because("/tokeninfo is switched off in the seed (emulator.legacy, tenant.flags or era)")
        }
        let now = world.clock.now
        let token = try parameters.demanded("id_token")
        let verified = try TenantSigner(world.directory).verifyIDToken(token, at: now)
        guard !verified.client.isConformant else {
            throw OAuthError.invalidRequest("OIDC conformant clients cannot use /tokeninfo")
                .because("\(verified.client.name) has oidc_conformant: true", hint: "Call /userinfo")
                .about(client: verified.client.id, user: verified.subject)
        }
        let state = try await world.store.state()
        guard let user = state.user(verified.subject) else {
            throw BearerError(
                description: "The user does not exist",
                reason: "The token's user \(verified.subject.rawValue) has been deleted"
            )
            .about(client: verified.client.id, user: verified.subject)
        }
        var profile = LoginRecord.profile(of: user, for: verified.client.id, in: state, at: now).ordered(
            first: Self.order
        )
        LegacyGate(in: world, by: caller).count(.tokenInfo, by: verified.client)
        profile["global_client_id"] = .string(world.directory.globalClient.id.rawValue)
        return profile
    }

    private static let order = [
        "email", "email_verified", "clientID", "picture", "user_id", "name", "nickname", "identities", "created_at",
        "username",
    ]
}
