package import TenantModel
import Tokens
package import World

/// `/userinfo`: the profile of the user of an opaque access token.
package struct UserInfo {
    private let world: World

    package init(in world: World) { self.world = world }

    /// The answer for that access token.
    ///
    /// - Returns: for a legacy token, the whole profile as the rules of its login left it; for a conformant one, `sub`
    ///   and the claims of the granted scope.
    /// - Throws: `BearerError`.
    package func profile(bearer value: String) async throws -> JSONObject {
        let now = world.clock.now
        guard let token = try await world.store.state().accessToken(value) else {
            guard !value.contains(".") else {
                throw BearerError(
                    description: Self.jwtAdvice,
                    reason: "A JWT came, and /userinfo takes the opaque access_token of a login"
                )
            }
            throw Self.unknown(value, world.tokenTrail)
        }
        guard token.isGood(at: now) else {
            throw BearerError.expired(
                "The access token expired at \(token.expiresAt.rfc3339); the tenant's clock "
                    + (now < token.expiresAt ? "has been past it" : "shows \(now.rfc3339)")
            )
            .about(client: token.client, user: token.login.user)
        }
        switch token.pipeline {
        case .legacy:
            var profile = token.login.profile.ordered(first: Self.order)
            profile["sub"] = .string(token.login.user.rawValue)
            return profile
        case .conformant:
            guard token.scope.asksForIDToken else {
                throw BearerError.invalid("The access token was granted without the scope openid")
                    .about(client: token.client, user: token.login.user)
            }
            var claims: JSONObject = ["sub": .string(token.login.user.rawValue)]
            claims.merge(ScopeClaims.conformant(token.login.profile, scope: token.scope))
            for claim in token.login.shaping.idTokenClaims.members where claims[claim.name] == nil {
                // A standard claim that the scope does not show stays unshown.
                if !RuleClaim.isStandard(claim.name) { claims[claim.name] = claim.value }
            }
            for claim in token.login.shaping.idTokenClaims.members where RuleClaim.isStandard(claim.name) {
                if claims[claim.name] != nil { claims[claim.name] = claim.value }
            }
            return claims
        }
    }

    private static func unknown(_ value: String, _ trail: TokenTrail) -> BearerError {
        guard let minted = trail.entries.last(where: { $0.token == value }) else {
            return .invalid("The access token is unknown: this tenant has not issued it, or has been reset since")
        }
        let reason =
            minted.kind == .accessToken
            ? "The access token, issued at \(minted.issuedAt.rfc3339), has ended"
            : "A \(minted.kind.rawValue) came, and /userinfo takes an access_token"
        return BearerError.invalid(reason).about(client: minted.client, user: minted.login.user)
    }

    private static let order = [
        "email_verified", "email", "clientID", "updated_at", "name", "picture", "user_id", "nickname", "identities",
        "created_at",
    ]

    private static let jwtAdvice =
        "The access token signature could not be validated. Use the opaque access_token of a login here, not an id_token; "
        + "a token signed with HS256 can have one audience only."
}
