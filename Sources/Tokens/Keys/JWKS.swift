package import TenantModel

/// The published halves of a tenant's keys (RFC 7517 §5).
package struct JWKS: Sendable {
    private let keys: [TenantKey]
    /// Decides what `x5t` is: keys of the older eras encode the hexadecimal text of the digest.
    private let era: Era

    init(_ keys: [TenantKey], era: Era) {
        self.keys = keys
        self.era = era
    }

    /// Members in the documented order; none of the private ones exist here.
    package var object: JSONObject { ["keys": .array(keys.map { .object(member($0)) })] }

    private func member(_ key: TenantKey) -> JSONObject {
        let publicKey = key.privateKey.publicKey
        return [
            "alg": .string(SignatureAlgorithm.rs256.rawValue),
            "kty": "RSA",
            "use": "sig",
            "x5c": [.string(key.certificate.x5c)],
            "n": .string(Base64URL.encode(publicKey.modulus)),
            "e": .string(Base64URL.encode(publicKey.exponent)),
            "kid": .string(key.id),
            "x5t": .string(era == .modern ? key.certificate.standardThumbprint : key.certificate.thumbprint),
        ]
    }
}
