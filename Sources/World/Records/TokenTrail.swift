package import TenantModel

/// The latest 1,000 tokens, and the login and settings behind each.
///
/// The origin of each claim is worked out only when somebody asks for it, because that is rare.
package typealias TokenTrail = Ring<MintedToken>

package struct MintedToken: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case idToken = "id_token"
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
    }

    package var token: String
    package var kind: Kind
    package var client: Identifier<Client>
    package var pipeline: Pipeline
    package var scope: ScopeSet
    package var login: Login
    package var issuedAt: Timestamp
    /// Nil: never.
    package var expiresAt: Timestamp?
    /// The names of claims that a delegation copied from the presented token.
    package var carriedClaims: Set<String> = []

    package init(
        _ token: String,
        kind: Kind,
        client: Identifier<Client>,
        pipeline: Pipeline,
        scope: ScopeSet,
        login: Login,
        issuedAt: Timestamp,
        expiresAt: Timestamp?
    ) {
        self.token = token
        self.kind = kind
        self.client = client
        self.pipeline = pipeline
        self.scope = scope
        self.login = login
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

extension Ring<MintedToken> {
    package static func tokenTrail() -> TokenTrail { TokenTrail(capacity: 1000) }
}
