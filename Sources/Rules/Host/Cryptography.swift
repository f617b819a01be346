import COpenSSL

/// What `require('crypto')` does natively: digests, HMAC and signatures by OpenSSL's names for them.
enum Cryptography {
    static func hash(_ algorithm: String, _ bytes: [UInt8]) throws -> [UInt8] {
        try filled(size: digest(algorithm)) { digest, output, length in
            EVP_Digest(bytes, bytes.count, output, &length, digest, nil) == 1
        }
    }

    static func hmac(_ algorithm: String, key: [UInt8], _ bytes: [UInt8]) throws -> [UInt8] {
        // HMAC pads a key with zeros anyway, and a null pointer would mean "the key of last time".
        let key = key.isEmpty ? [0] : key
        guard let keyCount = Int32(exactly: key.count) else { throw HostRefusal(description: "The key is too long") }
        return try filled(size: digest(algorithm)) { digest, output, length in
            HMAC(digest, key, keyCount, bytes, bytes.count, output, &length) != nil
        }
    }

    private static func digest(_ name: String) throws(HostRefusal) -> OpaquePointer {
        guard let digest = EVP_get_digestbyname(name) else {
            throw HostRefusal(description: "Digest method not supported")
        }
        return digest
    }

    private static func filled(
        size digest: OpaquePointer,
        _ compute: (OpaquePointer, UnsafeMutablePointer<UInt8>?, inout UInt32) -> Bool
    ) throws(HostRefusal) -> [UInt8] {
        defer { ERR_clear_error() }
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length = UInt32(0)
        let isDone = output.withUnsafeMutableBufferPointer { compute(digest, $0.baseAddress, &length) }
        guard isDone else { throw HostRefusal(description: "Digest method not supported") }
        return Array(output.prefix(Int(length)))
    }

    /// RSASSA-PKCS1-v1_5 or ECDSA (DER), by the kind of key.
    static func sign(_ algorithm: String, pem: String, _ bytes: [UInt8]) throws -> [UInt8] {
        let digest = try digest(algorithm)
        guard let key = privateKey(pem) else {
            throw HostRefusal(description: "The key is not a private key in PEM (PKCS #8, PKCS #1 or SEC 1)")
        }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var length = 0
        guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1,
            EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1
        else { throw HostRefusal(description: "The key cannot sign with \(algorithm)") }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else {
            throw HostRefusal(description: "The key cannot sign with \(algorithm)")
        }
        return Array(signature.prefix(length))
    }

    /// - Parameter pem: a public key or a certificate.
    static func verify(_ algorithm: String, pem: String, _ bytes: [UInt8], signature: [UInt8]) throws -> Bool {
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
        guard EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }

    /// It would be asked for on the terminal, or on whatever standard input is.
    private static let noPassphrase:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 =
            { _, _, _, _ in -1 }

    private static func privateKey(_ pem: String) -> OpaquePointer? {
        reading(pem) { PEM_read_bio_PrivateKey($0, nil, noPassphrase, nil) }
    }

    private static func publicKey(_ pem: String) -> OpaquePointer? {
        if let key = reading(pem, { PEM_read_bio_PUBKEY($0, nil, noPassphrase, nil) }) { return key }
        if let key = privateKey(pem) { return key }
        guard let certificate = reading(pem, { PEM_read_bio_X509($0, nil, noPassphrase, nil) }) else { return nil }
        defer { X509_free(certificate) }
        return X509_get_pubkey(certificate)
    }

    private static func reading(_ pem: String, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        let bytes = Array(pem.utf8)
        guard let count = Int32(exactly: bytes.count), let source = BIO_new_mem_buf(bytes, count) else { return nil }
        defer {
            BIO_free(source)
            ERR_clear_error()
        }
        return read(source)
    }
}
