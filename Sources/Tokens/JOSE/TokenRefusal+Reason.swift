package import TenantModel

extension TokenRefusal {
    /// What was found and what was expected, for the journal: dates, names and algorithms, never the token.
    ///
    /// - Parameter token: the text that was refused.
    package func reason(of token: String, at now: Timestamp) -> String {
        let jws = try? CompactJWS(parsing: token)
        guard self != .invalidAlgorithm else {
            return "The token's alg is \(jws?.algorithm.prefix(20) ?? "missing"), and its client's "
                + "jwt_configuration.alg is another"
        }
        return reason(claims: jws?.unverifiedClaims ?? JSONObject(), at: now)
    }

    /// - Parameter claims: of the token that was refused.
    package func reason(claims: JSONObject, at now: Timestamp) -> String {
        switch self {
        case .malformed: return "The token is no JWT: three parts in base64url, joined by dots"
        case .unacceptableHeader(let name):
            return "The token's header has the parameter \(name.prefix(80)), which is refused"
        case .invalidAlgorithm: return "The token's alg is another than its client's jwt_configuration.alg"
        case .unknownKey: return "The token's kid names no key of this tenant; /.well-known/jwks.json has them"
        case .invalidSignature:
            return "The token's signature does not fit: it was changed, or signed with another key or secret"
        case .notActive:
            return "The token begins at \(Self.date(claims["nbf"])); the tenant's clock shows \(now.rfc3339)"
        case .expired:
            return "The token expired at \(Self.date(claims["exp"])); the tenant's clock shows \(now.rfc3339)"
        case .invalidAudience(let expected):
            return "The token's aud is \(Self.shown(claims["aud"])), and \(expected) was expected"
        case .invalidIssuer(let expected):
            return "The token's iss is \(Self.shown(claims["iss"])), and \(expected) was expected"
        case .invalidClaim(let name): return "The token's \(name) is missing, or not of its type"
        }
    }

    private static func date(_ value: JSONValue?) -> String {
        value?.integer.flatMap(Timestamp.init(numericDate:))?.rfc3339 ?? shown(value)
    }

    private static func shown(_ value: JSONValue?) -> String {
        value.map { String($0.serializedText.prefix(120)) } ?? "missing"
    }
}
