import Crypto
package import TenantModel

/// A key for HS256 (RFC 7518 §3.2).
package struct HMACKey: Sendable {
    private let key: SymmetricKey

    /// Bytes of a signature.
    static let signatureLength = SHA256.byteCount

    /// - Throws: `emptySecret`: with no key at all, anybody could sign.
    package init(bytes: [UInt8]) throws(KeyError) {
        guard !bytes.isEmpty else { throw .emptySecret }
        key = SymmetricKey(data: bytes)
    }

    /// The key that signs tokens for `client`.
    ///
    /// With `jwt_configuration.secret_encoded`, which Auth0's clients from before 2016-12-06 have, it is what the
    /// secret decodes to; else it is the UTF-8 of the secret.
    ///
    /// - Throws: `emptySecret`, `undecodableSecret`.
    package init(of client: Client) throws(KeyError) {
        guard client.jwtConfiguration.secretEncoded else {
            try self.init(bytes: Array(client.secret.utf8))
            return
        }
        guard let bytes = Base64URL.decodeLenient(client.secret) else { throw .undecodableSecret }
        try self.init(bytes: bytes)
    }

    package func sign(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.withContiguousStorageIfAvailable { sign(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes(sign)
    }

    /// Takes the same time wherever the first wrong byte stands.
    package func verify(_ signature: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBytes {
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: $0, using: key)
        }
    }

    private func sign(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}
