import COpenSSL

/// An RSA key that signs RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), the same bytes each time.
///
/// Any number of threads may sign at once.
package final class RSAPrivateKey: Sendable {
    package let publicKey: RSAPublicKey
    let handle: KeyHandle
    private let signing: PKCS1Operation

    /// RFC 7518 §3.3.
    package static let minimumBits = 2048

    /// Reads `PRIVATE KEY` (PKCS #8) or `RSA PRIVATE KEY` (PKCS #1).
    ///
    /// - Throws: `notPEM`, `notPrivateKey`, `passphraseProtected`, `notRSA`, `tooShort`, `damaged`.
    package init(pem: String) throws(KeyError) {
        defer { ERR_clear_error() }
        let handle = try KeyHandle(readingPEM: pem)
        guard EVP_PKEY_is_a(handle.pointer, "RSA") == 1 else { throw .notRSA(found: handle.type) }
        let bits = Int(EVP_PKEY_get_bits(handle.pointer))
        guard bits >= Self.minimumBits else { throw .tooShort(bits) }
        guard let publicKey = RSAPublicKey(of: handle), let signing = PKCS1Operation(.signing, with: handle) else {
            throw .damaged
        }
        // One signature tells now what a user's first login would tell otherwise.
        let trial: [UInt8] = [0]
        let signature = trial.withUnsafeBytes { signing.sign($0, length: publicKey.modulus.count) }
        guard let signature, publicKey.verify(signature, over: trial[...]) else { throw .damaged }
        self.handle = handle
        self.publicKey = publicKey
        self.signing = signing
    }

    /// The same key as `init(pem:)` gives, read once per process: reading depends on nothing but the text.
    package static func parsed(_ pem: String) throws(KeyError) -> RSAPrivateKey {
        try memo.value(for: pem) { pem throws(KeyError) in try RSAPrivateKey(pem: pem) }
    }

    package func sign(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.withContiguousStorageIfAvailable { sign(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes(sign)
    }

    private func sign(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard let signature = signing.sign(bytes, length: publicKey.modulus.count) else {
            preconditionFailure("a key that signed when it was read no longer does")
        }
        return signature
    }

    private static let memo = Memo<String, RSAPrivateKey>(limit: 64)
}

extension KeyHandle {
    fileprivate convenience init(readingPEM pem: String) throws(KeyError) {
        var isPassphraseAsked = false
        let key = Array(pem.utf8).withUnsafeBytes { bytes -> OpaquePointer? in
            guard let count = Int32(exactly: bytes.count), let text = BIO_new_mem_buf(bytes.baseAddress, count) else {
                return nil
            }
            defer { BIO_free(text) }
            // Without an answer of ours, libcrypto would ask on the terminal.
            return PEM_read_bio_PrivateKey(
                text,
                nil,
                { _, _, _, isAsked in
                    isAsked?.assumingMemoryBound(to: Bool.self).pointee = true
                    return -1
                },
                &isPassphraseAsked
            )
        }
        guard let key else { throw Self.complaint(about: pem, isPassphraseAsked: isPassphraseAsked) }
        self.init(owning: key)
    }

    private static func complaint(about pem: String, isPassphraseAsked: Bool) -> KeyError {
        guard !isPassphraseAsked else { return .passphraseProtected }
        guard let begin = pem.firstRange(of: "-----BEGIN "),
            let end = pem[begin.upperBound...].firstRange(of: "-----")
        else { return .notPEM }
        let block = String(pem[begin.upperBound..<end.lowerBound])
        return ["PRIVATE KEY", "RSA PRIVATE KEY"].contains(block) ? .damaged : .notPrivateKey(block: block)
    }

    /// libcrypto's name for the kind of key: `EC`, `ED25519`, `RSA-PSS`.
    fileprivate var type: String {
        EVP_PKEY_get0_type_name(pointer).map { String(cString: $0) } ?? "unknown"
    }
}
