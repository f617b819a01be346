package import TenantModel
import Tokens
package import World

/// `/userinfo`: the profile behind an opaque access token (authentication API §11.1).
package struct UserInfo {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Returns: legacy token: the whole profile as the rules of that login left it; conformant: `sub` and the claims
    ///   of the granted scope.
    /// - Throws: `BearerError`.
    package func profile(bearer value: String) async throws -> JSONObject {
        let now = world.clock.now
        guard let token = try await world.store.state().accessToken(value) else {
            throw value.contains(".") ? BearerError(description: Self.jwtAdvice) : .invalid
        }
        guard token.isGood(at: now) else { throw BearerError.expired }
        switch token.pipeline {
        case .legacy:
            var profile = token.login.profile.ordered(first: Self.order)
            profile["sub"] = .string(token.login.user.rawValue)
            return profile
        case .conformant:
            guard token.scope.asksForIDToken else { throw BearerError.invalid }
            var claims: JSONObject = ["sub": .string(token.login.user.rawValue)]
            claims.merge(ScopeClaims.conformant(token.login.profile, scope: token.scope))
            for claim in token.login.shaping.idTokenClaims.members where claims[claim.name] == nil {
                claims[claim.name] = claim.value
            }
            return claims
        }
    }

    private static let order = [
        "email_verified", "email", "clientID", "updated_at", "name", "picture", "user_id", "nickname", "identities",
        "created_at",
    ]

    private static let jwtAdvice =
        "The access token signature could not be validated. Use the opaque access_token of a login here, not an id_token; "
        + "a token signed with HS256 can have one audience only."
}
