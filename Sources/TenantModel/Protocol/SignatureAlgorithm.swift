/// `alg` values this tenant signs with (RFC 7518 §3.1).
package enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    case hs256 = "HS256"
    case rs256 = "RS256"
}
