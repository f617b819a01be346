package import TenantModel

/// A token in JWS Compact Serialization (RFC 7515 §7.1), taken apart strictly and not yet believed.
///
/// Header parameters that bring or point to a key (`jwk`, `jku`, `x5c`, `x5u`) are kept but never followed.
package struct CompactJWS: Sendable {
    package let header: JSONObject
    /// What the token says of itself, good for choosing a key and for nothing else before `JWSVerifier` has looked.
    package let unverifiedClaims: JSONObject
    package let signature: [UInt8]
    private let token: [UInt8]
    private let signedLength: Int

    /// Bytes of the longest token read.
    package static let maximumLength = 65_536

    /// Reads `header.payload.signature`.
    ///
    /// - Parameter type: the `typ` wanted, compared without regard to case. An absent `typ` means `JWT`, as it did
    ///   before RFC 8725 §3.11 asked for explicit typing.
    /// - Throws: `malformed`; `unacceptableHeader` for `typ`, for `crit` and `b64` (we implement no extension, RFC 7797
    ///   included), and for a `kid` that is no string; `invalidAlgorithm` if `alg` is no string.
    package init(parsing token: String, type: String = "JWT") throws(TokenRefusal) {
        guard token.utf8.count <= Self.maximumLength else { throw .malformed }
        let bytes = Array(token.utf8)
        let (first, second) = try Self.dots(in: bytes)
        header = try Self.object(bytes[..<first])
        try Self.check(header, type: type)
        unverifiedClaims = try Self.object(bytes[(first + 1)..<second])
        guard let signature = Base64URL.decode(utf8: bytes[(second + 1)...]) else { throw .malformed }
        self.signature = signature
        self.token = bytes
        signedLength = second
    }

    /// What the signature covers: the ASCII of `header.payload`.
    package var signedBytes: ArraySlice<UInt8> { token[..<signedLength] }

    /// `alg` as written.
    package var algorithm: String { header["alg"]?.text ?? "" }

    package var keyID: String? { header["kid"]?.text }

    /// Stops at the third dot, so that a text of nothing but dots costs no more than any other.
    private static func dots(in bytes: [UInt8]) throws(TokenRefusal) -> (first: Int, second: Int) {
        var first: Int?
        var second: Int?
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ".") {
            guard second == nil else { throw .malformed }
            if first == nil { first = index } else { second = index }
        }
        guard let first, let second else { throw .malformed }
        return (first, second)
    }

    private static func object(_ segment: ArraySlice<UInt8>) throws(TokenRefusal) -> JSONObject {
        guard let bytes = Base64URL.decode(utf8: segment), let object = (try? JSONValue(parsing: bytes))?.object else {
            throw .malformed
        }
        return object
    }

    private static func check(_ header: JSONObject, type wanted: String) throws(TokenRefusal) {
        for extending in ["crit", "b64"] where header[extending] != nil { throw .unacceptableHeader(extending) }
        if let keyID = header["kid"], keyID.text == nil { throw .unacceptableHeader("kid") }
        let type = header["typ"] ?? "JWT"
        guard let type = type.text, type.lowercased() == wanted.lowercased() else { throw .unacceptableHeader("typ") }
        guard header["alg"]?.text != nil else { throw .invalidAlgorithm }
    }
}
