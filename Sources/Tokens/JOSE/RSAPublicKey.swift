import COpenSSL

/// The public half of an RSA key: verifies RS256 (RFC 7518 §3.3).
package final class RSAPublicKey: Sendable {
    /// `n`, big-endian (RFC 7518 §6.3.1.1).
    package let modulus: [UInt8]
    /// `e`, big-endian (RFC 7518 §6.3.1.2).
    package let exponent: [UInt8]
    private let verifying: PKCS1Operation

    init?(of key: KeyHandle) {
        guard let modulus = key.number(OSSL_PKEY_PARAM_RSA_N), let exponent = key.number(OSSL_PKEY_PARAM_RSA_E),
            let verifying = PKCS1Operation(.verifying, with: key)
        else { return nil }
        self.modulus = modulus
        self.exponent = exponent
        self.verifying = verifying
    }

    package func verify(_ signature: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBytes { verifying.verify(signature, over: $0) }
    }
}
