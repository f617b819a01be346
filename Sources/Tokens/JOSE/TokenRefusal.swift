/// Why a token is refused.
///
/// Where npm's `jsonwebtoken` has words for it, these are the words.
package enum TokenRefusal: Error, Hashable, Sendable {
    /// Not three canonical segments, not strict JSON objects, or too long.
    case malformed
    /// A header parameter that must be absent, or of another type or value (RFC 7515 §4.1.11; RFC 8725 §3.11).
    case unacceptableHeader(String)
    /// Absent, unknown or not allowed at this place.
    case invalidAlgorithm
    /// The header's `kid` names none of our keys.
    case unknownKey
    case invalidSignature
    case notActive
    case expired
    case invalidAudience(expected: String)
    case invalidIssuer(expected: String)
    /// A claim that is missing although required, or not of its type.
    case invalidClaim(String)
}

extension TokenRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed: "jwt malformed"
        case .unacceptableHeader(let name): "invalid token: header parameter \(name)"
        case .invalidAlgorithm: "invalid algorithm"
        // Which keys exist is in the key set for everybody; the package has no word of its own for this.
        case .unknownKey, .invalidSignature: "invalid signature"
        case .notActive: "jwt not active"
        case .expired: "jwt expired"
        case .invalidAudience(let expected): "jwt audience invalid. expected: \(expected)"
        case .invalidIssuer(let expected): "jwt issuer invalid. expected: \(expected)"
        case .invalidClaim(let name): "invalid \(name) value"
        }
    }
}
