import TenantModel
import Tokens
import World

/// The token that a client presents at `/delegation`, and its user.
struct PresentedToken: Sendable {
    /// A login of the user, with the profile as the store has it now.
    let login: Login
    let user: User
    /// The claims of an id_token; nil for a refresh token.
    let claims: JSONObject?
    /// The credential of a refresh token; nil for an id_token.
    let device: DeviceCredential?

    /// Verifies the token and reads its user.
    ///
    /// - Throws: `invalid_grant` for a bad token, one of another client, or one of a deleted user; `unauthorized` for a
    ///   blocked user.
    init(
        _ presented: DelegationParameters.Presented,
        by client: Client,
        at now: Timestamp,
        in state: TenantState,
        _ trail: TokenTrail
    ) throws {
        switch presented {
        case .idToken(let token):
            let verified = try Self.verified(token, by: client, at: now, in: state.directory)
            guard let user = state.user(verified.subject) else {
                throw Self.refusal("The id_token was issued to a user who doesn't exist anymore.")
                    .because("The user \(verified.subject.rawValue) of the id_token has been deleted")
                    .about(client: client.id, user: verified.subject)
            }
            self.user = user
            claims = verified.claims
            device = nil
            login = try LoginRecord.read(
                user,
                nil,
                since: Self.issue(of: verified.claims, now),
                for: client.id,
                at: now,
                state
            )
        case .refreshToken(let token):
            guard let found = state.device(holding: token, at: now), found.client == client.id,
                found.replacedAt == nil
            else {
                throw OAuthError.unusableRefreshToken(token, for: client, in: state, trail, at: now)
            }
            guard let user = state.user(found.user) else { throw OAuthError.refreshTokenOfNobody(found.user) }
            login = try LoginRecord.read(
                user,
                found.connection,
                since: found.authenticatedAt,
                for: client.id,
                at: now,
                state
            )
            self.user = user
            claims = nil
            device = found
        }
    }

    private static func issue(of claims: JSONObject, _ now: Timestamp) -> Timestamp {
        claims["iat"]?.integer.flatMap(Timestamp.init(numericDate:)) ?? now
    }

    private static func verified(
        _ token: String,
        by client: Client,
        at now: Timestamp,
        in directory: TenantDirectory
    ) throws -> TenantSigner.VerifiedIDToken {
        do {
            return try TenantSigner(directory).verifyIDToken(token, presentedBy: client, at: now)
        } catch let refusal as TokenRefusal {
            throw Self.refusal(refusal.description)
                .because(refusal.reason(of: token, at: now))
                .about(client: client.id, user: Self.subject(of: token, refusal))
        }
    }

    /// The user of a token that is only expired or not yet active; nil for a token whose signature may be bad.
    private static func subject(of token: String, _ refusal: TokenRefusal) -> Identifier<User>? {
        guard refusal == .expired || refusal == .notActive else { return nil }
        return (try? CompactJWS(parsing: token))?.unverifiedClaims["sub"]?.text.map { Identifier($0) }
    }

    /// A refusal with status 400, which Auth0 documents for the jwt-bearer grant of `/oauth/ro`.
    private static func refusal(_ why: String) -> OAuthError { OAuthError(.invalidGrant, why, status: 400) }
}
