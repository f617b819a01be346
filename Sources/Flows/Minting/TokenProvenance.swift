package import TenantModel
import Tokens
package import World

/// The origin of each claim of a token: the rule, hook, setting or scope word that put it there.
package struct TokenProvenance {
    private let minted: MintedToken
    private let client: Client?

    package init(of minted: MintedToken, in directory: TenantDirectory) {
        self.minted = minted
        client = directory.client(minted.client)
    }

    package static func jti(of minted: MintedToken) -> String? {
        guard minted.kind == .idToken else { return nil }
        return (try? CompactJWS(parsing: minted.token))?.unverifiedClaims["jti"]?.text
    }

    /// The answer of the control API.
    ///
    /// - Parameter digest: the digest of the token, for a caller who asked by `jti`.
    package func document(digest: String) -> JSONObject {
        var document: JSONObject = [
            "digest": .string(digest), "kind": .string(minted.kind.rawValue), "client": .string(minted.client.rawValue),
            "user": .string(minted.login.user.rawValue), "connection": .string(minted.login.connection),
            "scope": .string(minted.scope.description), "issued_at": .string(minted.issuedAt.rfc3339),
        ]
        document["expires_at"] = minted.expiresAt.map { .string($0.rfc3339) }
        document["run"] = minted.login.shaping.origins.run.map(JSONValue.string)
        document["lifetime"] = .string(lifetime)
        // In the legacy pipeline a rule's scope changes nothing.
        if let rule = minted.login.shaping.origins.accessTokenScope, minted.login.shaping.accessTokenScope != nil,
            minted.kind == .accessToken, minted.pipeline == .conformant
        {
            document["scope_set_by"] = .string("\(rule), context.accessToken.scope")
        }
        if minted.kind == .idToken, let jws = try? CompactJWS(parsing: minted.token) {
            document["claims"] = .object(
                JSONObject(jws.unverifiedClaims.names.map { ($0, .string(origin(of: $0))) })
            )
        }
        return document
    }

    private var lifetime: String {
        switch minted.kind {
        case .refreshToken:
            return minted.expiresAt == nil
                ? "a refresh token does not end" : "refresh_token settings of the client, from its latest use on"
        case .accessToken: return "opaque access tokens last \(AccessToken.lifetimeSeconds) s"
        case .idToken:
            let shaping = minted.login.shaping
            guard let lifetime = shaping.lifetime else {
                let seconds = client?.jwtConfiguration.lifetime.components.seconds ?? 0
                return "\(seconds) s, jwt_configuration.lifetime_in_seconds of the client"
            }
            return "\(lifetime.components.seconds) s, \(shaping.origins.lifetime ?? "a rule")"
        }
    }

    private func origin(of claim: String) -> String {
        let origins = minted.login.shaping.origins
        switch claim {
        case "iss": return "the tenant's domain"
        case "sub": return "the user who logged in"
        case "aud": return "the client"
        case "iat": return "the tenant's clock"
        case "exp": return lifetime
        case "nonce": return "the request's nonce"
        case "at_hash": return "the access token beside it"
        case "c_hash": return "the code beside it"
        case "auth_time": return "the request's max_age"
        case "amr" where minted.login.passedSecondFactor: return "the second factor"
        case "sid": return "the browser's session"
        case "azp": return "the client that asked"
        default: break
        }
        if minted.login.shaping.idTokenClaims[claim] != nil { return origins.claims[claim] ?? "a rule" }
        if minted.carriedClaims.contains(claim) { return "the token presented" }
        let attribute = origins.attributes[claim] ?? "the user's profile"
        return word(for: claim).map { "\(attribute); shown by \($0)" } ?? attribute
    }

    /// The scope word that shows an attribute, and who gave the word that meaning.
    private func word(for claim: String) -> String? {
        let redefined = client.map { minted.login.redefinedScopes(of: $0) } ?? [:]
        for word in minted.scope.words {
            if let attributes = redefined[word] {
                guard attributes.contains(claim) else { continue }
                let who = minted.login.shaping.origins.scopes[word] ?? "jwt_configuration.scopes of the client"
                return "scope \(word), by \(who)"
            }
            let covers =
                minted.pipeline == .legacy
                ? word == claim || word == "profile"
                : ScopeClaims.conformant([claim: .null], scope: ScopeSet(words: [word])).names.contains(claim)
            if covers { return "scope \(word)" }
        }
        return nil
    }
}
