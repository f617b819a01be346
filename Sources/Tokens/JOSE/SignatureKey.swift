package import TenantModel

/// A key that can sign, with the one algorithm it is for (RFC 8725 §3.1).
package enum SignatureKey: Sendable {
    case hs256(HMACKey)
    case rs256(RSAPrivateKey)

    package var algorithm: SignatureAlgorithm {
        switch self {
        case .hs256: .hs256
        case .rs256: .rs256
        }
    }

    package func sign(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        switch self {
        case .hs256(let key): key.sign(bytes)
        case .rs256(let key): key.sign(bytes)
        }
    }

    /// Bytes of a signature.
    var signatureLength: Int {
        switch self {
        case .hs256: HMACKey.signatureLength
        case .rs256(let key): key.publicKey.modulus.count
        }
    }
}
