package import TenantModel

/// The claims of an id_token, in the order in which Auth0 writes them.
package struct IDTokenClaims: Sendable {
    package var issuer: String
    package var subject: Identifier<User>
    package var audience: Identifier<Client>
    package var issuedAt: Timestamp
    package var lifetime: Duration
    package var pipeline: Pipeline
    /// What the scope adds; registered names in it are left out, because the token's own win.
    package var additional: JSONObject
    package var nonce: String?
    package var accessTokenHash: String?
    /// Of a code that came along (OIDC Core §3.3.2.11).
    package var codeHash: String?
    package var authenticatedAt: Timestamp?
    /// `sid`: the browser's session, for a logout that names it.
    package var sessionID: String?
    /// `amr`: how the person was recognised, where that is worth a word.
    package var authenticationMethods: [String] = []
    /// Only in delegated tokens.
    package var authorizedParty: Identifier<Client>?

    package init(
        issuer: String,
        subject: Identifier<User>,
        audience: Identifier<Client>,
        issuedAt: Timestamp,
        lifetime: Duration,
        pipeline: Pipeline,
        additional: JSONObject = JSONObject()
    ) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.issuedAt = issuedAt
        self.lifetime = lifetime
        self.pipeline = pipeline
        self.additional = additional
    }

    package var expiresAt: Timestamp {
        Timestamp(numericDate: (issuedAt + lifetime).numericDate) ?? .latest
    }

    /// `exp` less `iat`, in whole seconds.
    package var lifetimeSeconds: Int { expiresAt.numericDate - issuedAt.numericDate }

    /// What a token says of its user, without what it says of itself.
    package static func unregistered(_ claims: JSONObject) -> JSONObject {
        JSONObject(claims.members.filter { !registered.contains($0.name) }.map { ($0.name, $0.value) })
    }

    package var object: JSONObject {
        var claims = JSONObject()
        claims.merge(Self.unregistered(additional))
        claims["iss"] = .string(issuer)
        claims["sub"] = .string(subject.rawValue)
        claims["aud"] = .string(audience.rawValue)
        let times: [(String, Int)] = [("exp", expiresAt.numericDate), ("iat", issuedAt.numericDate)]
        for (name, seconds) in pipeline == .legacy ? times : times.reversed() { claims[name] = .integer(seconds) }
        claims["auth_time"] = authenticatedAt.map { .integer($0.numericDate) }
        claims["at_hash"] = accessTokenHash.map(JSONValue.string)
        claims["c_hash"] = codeHash.map(JSONValue.string)
        claims["sid"] = sessionID.map(JSONValue.string)
        claims["nonce"] = nonce.map(JSONValue.string)
        claims["azp"] = authorizedParty.map { .string($0.rawValue) }
        if !authenticationMethods.isEmpty { claims["amr"] = .array(authenticationMethods.map(JSONValue.string)) }
        return claims
    }

    private static let registered: Set<String> = [
        "iss", "sub", "aud", "exp", "iat", "nbf", "auth_time", "at_hash", "c_hash", "nonce", "azp", "sid",
    ]
}
