package import TenantModel

/// Signs tokens with one key.
///
/// The same claims give the same bytes: both algorithms are deterministic and members keep their order.
package struct JWTSigner: Sendable {
    package let key: SignatureKey
    /// `kid` of the header; HS256 keys have none.
    package let keyID: String?
    /// The encoded header and its dot, written once per key.
    private let headerSegment: [UInt8]

    /// HS256; its header has no `kid`.
    package init(_ key: HMACKey) {
        self.key = .hs256(key)
        keyID = nil
        headerSegment = Self.hs256Segment
    }

    /// RS256; its header names the key.
    ///
    /// - Parameter contentType: `cty` (RFC 7519 §5.2), where a service wants one.
    package init(_ key: RSAPrivateKey, keyID: String?, contentType: String? = nil) {
        self.key = .rs256(key)
        self.keyID = keyID
        var header = Self.header(.rs256, keyID: keyID)
        header["cty"] = contentType.map(JSONValue.string)
        headerSegment = Self.segment(header)
    }

    /// What `mint` puts in front of its claims.
    package static func header(_ algorithm: SignatureAlgorithm, keyID: String?) -> JSONObject {
        var header: JSONObject = ["typ": "JWT", "alg": .string(algorithm.rawValue)]
        header["kid"] = keyID.map(JSONValue.string)
        return header
    }

    /// The token that says `claims`, in their order.
    package func mint(_ claims: JSONObject) -> String {
        let payload = claims.serialized
        let signedLength = headerSegment.count + Base64URL.encodedLength(payload.count)
        let length = signedLength + 1 + Base64URL.encodedLength(key.signatureLength)
        return String(unsafeUninitializedCapacity: length) { token in
            _ = token.update(fromContentsOf: headerSegment)
            Base64URL.write(payload, to: UnsafeMutableBufferPointer(rebasing: token[headerSegment.count...]))
            let signature = key.sign(UnsafeBufferPointer(rebasing: token[..<signedLength]))
            token[signedLength] = Self.dot
            Base64URL.write(signature, to: UnsafeMutableBufferPointer(rebasing: token[(signedLength + 1)...]))
            return length
        }
    }

    private static let dot = UInt8(ascii: ".")
    private static let hs256Segment = segment(header(.hs256, keyID: nil))

    private static func segment(_ header: JSONObject) -> [UInt8] {
        Array(Base64URL.encode(header.serialized).utf8) + [dot]
    }
}

extension HMACKey {
    package func mint(_ claims: JSONObject) -> String { JWTSigner(self).mint(claims) }
}
