import COpenSSL

/// The native part of `require('crypto')`: digests, HMAC and signatures, named as OpenSSL names them.
enum Cryptography {
    static func hash(_ algorithm: String, _ bytes: [UInt8]) throws -> [UInt8] {
        try filled(size: digest(algorithm)) { digest, output, length in
            EVP_Digest(bytes, bytes.count, output, &length, digest, nil) == 1
        }
    }

    static func hmac(_ algorithm: String, key: [UInt8], _ bytes: [UInt8]) throws -> [UInt8] {
        // For OpenSSL a null pointer means "the previous key". HMAC pads keys with zeros, so one zero is the empty key.
        let key = key.isEmpty ? [0] : key
        guard let keyCount = Int32(exactly: key.count) else { throw HostRefusal(description: "The key is too long") }
        return try filled(size: digest(algorithm)) { digest, output, length in
            HMAC(digest, key, keyCount, bytes, bytes.count, output, &length) != nil
        }
    }

    static func digest(_ name: String) throws(HostRefusal) -> OpaquePointer {
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
}
