/// Why a key cannot be used; every description says what was found.
package enum KeyError: Error, Hashable, Sendable {
    case notPEM
    /// PEM, but this block instead of a private key.
    case notPrivateKey(block: String)
    case passphraseProtected
    case notRSA(found: String)
    /// Bits of the modulus.
    case tooShort(Int)
    /// The right block, but its numbers cannot be read or do not belong together.
    case damaged
    case noCurrentKey
    case severalCurrentKeys
    case duplicateKeyID(String)
    /// No certificate can carry this name.
    case unusableDomain(String)
    case emptySecret
    case undecodableSecret
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPEM: "expected an RSA private key in PEM, found no PEM block"
        case .notPrivateKey(let block): "expected an RSA private key in PEM, found a block named \"\(block)\""
        case .passphraseProtected: "expected an RSA private key in the clear, found one protected by a passphrase"
        case .notRSA(let found): "expected an RSA private key, found one of type \(found)"
        case .tooShort(let bits):
            "expected an RSA private key of at least \(RSAPrivateKey.minimumBits) bits, found one of \(bits)"
        case .damaged: "expected an RSA private key, found one that is damaged"
        case .noCurrentKey: "expected a current signing key that is not revoked, found none"
        case .severalCurrentKeys: "expected one current signing key, found several"
        case .duplicateKeyID(let keyID): "expected every signing key to have its own kid, found \"\(keyID)\" twice"
        case .unusableDomain(let domain): "expected a domain that a certificate can name, found \"\(domain)\""
        case .emptySecret: "expected a client secret to sign with, found an empty one"
        case .undecodableSecret:
            "expected a client secret in base64url, as jwt_configuration.secret_encoded says, found another text"
        }
    }
}
