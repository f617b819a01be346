import COpenSSL

extension Cryptography {
    /// The signature scheme.
    enum Scheme {
        /// The usual scheme of the key: RSASSA-PKCS1-v1_5 for RSA keys, ECDSA in DER for elliptic curves.
        case ofKey
        /// RSASSA-PSS. The salt length has OpenSSL's special values: -1 is the digest's length; -2 is the longest
        /// possible, or any length when verifying.
        case pss(saltLength: Int32)
    }

    static func sign(_ algorithm: String, _ scheme: Scheme, pem: String, _ bytes: [UInt8]) throws -> [UInt8] {
        let digest = try digest(algorithm)
        guard let key = privateKey(pem) else {
            throw HostRefusal(
                description: pem.contains("ENCRYPTED")
                    ? "The private key is encrypted, and passphrases are not played: store it without one"
                    : "The key is not a private key in PEM (PKCS #8, PKCS #1 or SEC 1)"
            )
        }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var length = 0
        var operation: OpaquePointer?
        guard EVP_DigestSignInit(context, &operation, digest, nil, key) == 1, set(scheme, of: operation),
            EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1
        else { throw HostRefusal(description: "The key cannot sign with \(algorithm)") }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else {
            throw HostRefusal(description: "The key cannot sign with \(algorithm)")
        }
        return Array(signature.prefix(length))
    }

    /// Verifies a signature.
    ///
    /// - Parameter pem: a public key, a private key or a certificate.
    static func verify(
        _ algorithm: String,
        _ scheme: Scheme,
        pem: String,
        _ bytes: [UInt8],
        signature: [UInt8]
    ) throws -> Bool {
        let digest = try digest(algorithm)
        guard let key = publicKey(pem) else {
            throw HostRefusal(description: "The key is not a public key or certificate in PEM")
        }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var operation: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &operation, digest, nil, key) == 1, set(scheme, of: operation) else {
            return false
        }
        return EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }

    private static func set(_ scheme: Scheme, of operation: OpaquePointer?) -> Bool {
        guard case .pss(let saltLength) = scheme else { return true }
        return EVP_PKEY_CTX_set_rsa_padding(operation, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(operation, saltLength) == 1
    }

    // MARK: Keys

    /// Gives no passphrase: without this callback OpenSSL would ask for one on the terminal.
    private static let noPassphrase:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 =
            { _, _, _, _ in -1 }

    private static func privateKey(_ pem: String) -> OpaquePointer? {
        reading(pem) { PEM_read_bio_PrivateKey($0, nil, noPassphrase, nil) }
    }

    /// Reads `BEGIN PUBLIC KEY`, `BEGIN RSA PUBLIC KEY` (PKCS #1), a private key or a certificate.
    private static func publicKey(_ pem: String) -> OpaquePointer? {
        if let key = reading(pem, { PEM_read_bio_PUBKEY($0, nil, noPassphrase, nil) }) { return key }
        if let key = reading(pem, numbers) { return key }
        if let key = privateKey(pem) { return key }
        guard let certificate = reading(pem, { PEM_read_bio_X509($0, nil, noPassphrase, nil) }) else { return nil }
        defer { X509_free(certificate) }
        return X509_get_pubkey(certificate)
    }

    /// Reads a public key in PKCS #1.
    private static func numbers(_ source: OpaquePointer) -> OpaquePointer? {
        var (name, header): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?) = (nil, nil)
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard PEM_read_bio(source, &name, &header, &data, &count) == 1 else { return nil }
        defer {
            for memory in [
                name.map(UnsafeMutableRawPointer.init), header.map(UnsafeMutableRawPointer.init),
                data.map(UnsafeMutableRawPointer.init),
            ] { CRYPTO_free(memory, nil, 0) }
        }
        guard let name, String(cString: name) == "RSA PUBLIC KEY" else { return nil }
        var start = UnsafePointer(data)
        return d2i_PublicKey(EVP_PKEY_RSA, nil, &start, count)
    }

    /// Reads a key from PEM.
    ///
    /// libcrypto does not copy the text, so the text must live until the key has been read.
    private static func reading(_ pem: String, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        Array(pem.utf8).withUnsafeBytes { bytes in
            guard let count = Int32(exactly: bytes.count), let source = BIO_new_mem_buf(bytes.baseAddress, count) else {
                return nil
            }
            defer {
                BIO_free(source)
                ERR_clear_error()
            }
            return read(source)
        }
    }
}
