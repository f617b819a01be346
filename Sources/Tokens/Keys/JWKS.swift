package import TenantModel

/// The published halves of a tenant's keys (RFC 7517 §5; authentication API §15.2).
package struct JWKS: Sendable {
    private let keys: [TenantKey]

    init(_ keys: [TenantKey]) { self.keys = keys }

    /// Members in the documented order; none of the private ones exist here.
    package var object: JSONObject { ["keys": .array(keys.map { .object(Self.member($0)) })] }

    private static func member(_ key: TenantKey) -> JSONObject {
        let publicKey = key.privateKey.publicKey
        return [
            "alg": .string(SignatureAlgorithm.rs256.rawValue),
            "kty": "RSA",
            "use": "sig",
            "x5c": [.string(key.certificate.x5c)],
            "n": .string(Base64URL.encode(publicKey.modulus)),
            "e": .string(Base64URL.encode(publicKey.exponent)),
            "kid": .string(key.id),
            "x5t": .string(key.certificate.thumbprint),
        ]
    }
}
