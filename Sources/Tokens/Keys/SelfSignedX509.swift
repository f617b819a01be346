import COpenSSL
import Crypto

/// Owns a certificate while libcrypto builds it and writes it down (RFC 5280 §4.1).
final class SelfSignedX509 {
    private let certificate: OpaquePointer

    /// Nil if the name cannot be that of a certificate.
    init?(of key: RSAPrivateKey, commonName: String) {
        guard let certificate = X509_new() else { return nil }
        self.certificate = certificate
        let version3 = 2
        guard X509_set_version(certificate, version3) == 1,
            X509_set_pubkey(certificate, key.handle.pointer) == 1,
            Self.setSerial(of: certificate, from: key.publicKey),
            // Long past the years these tokens tell of, and begun before them.
            ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), "20140101000000Z") == 1,
            ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), "20340101000000Z") == 1,
            Self.setNames(of: certificate, commonName),
            Self.add(NID_basic_constraints, "critical,CA:TRUE", to: certificate),
            Self.add(NID_subject_key_identifier, "hash", to: certificate),
            X509_sign(certificate, key.handle.pointer, EVP_sha256()) > 0
        else { return nil }
    }

    deinit { X509_free(certificate) }

    var der: [UInt8]? {
        Self.bytes { i2d_X509_bio($0, certificate) }
    }

    var pem: String? {
        Self.bytes { PEM_write_bio_X509($0, certificate) }.map { String(decoding: $0, as: UTF8.self) }
    }

    var pkcs7: [UInt8]? {
        guard let message = PKCS7_new() else { return nil }
        defer { PKCS7_free(message) }
        guard PKCS7_set_type(message, NID_pkcs7_signed) == 1, PKCS7_content_new(message, NID_pkcs7_data) == 1,
            understudy_pkcs7_detach(message) == 1, PKCS7_add_certificate(message, certificate) == 1
        else { return nil }
        return Self.bytes { i2d_PKCS7_bio($0, message) }
    }

    /// Sixteen bytes of the modulus's hash, positive and of full length (RFC 5280 §4.1.2.2).
    private static func setSerial(of certificate: OpaquePointer, from key: RSAPublicKey) -> Bool {
        var hash = SHA256()
        hash.update(data: key.modulus)
        var bytes = Array(hash.finalize().prefix(16))
        bytes[0] = bytes[0] & 0x7F | 0x40
        guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { return false }
        defer { BN_free(number) }
        return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    private static func setNames(of certificate: OpaquePointer, _ commonName: String) -> Bool {
        let name = X509_get_subject_name(certificate)
        let bytes = Array(commonName.utf8)
        return X509_NAME_add_entry_by_NID(
            name,
            NID_commonName,
            MBSTRING_UTF8,
            bytes,
            Int32(clamping: bytes.count),
            -1,
            0
        ) == 1 && X509_set_issuer_name(certificate, name) == 1
    }

    private static func add(_ identifier: Int32, _ value: String, to certificate: OpaquePointer) -> Bool {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
        guard let extended = X509V3_EXT_conf_nid(nil, &context, identifier, value) else { return false }
        defer { X509_EXTENSION_free(extended) }
        return X509_add_ext(certificate, extended, -1) == 1
    }

    /// What `write` writes.
    private static func bytes(_ write: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let output = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(output) }
        guard write(output) == 1 else { return nil }
        var start: UnsafeMutablePointer<CChar>?
        let count = understudy_bio_contents(output, &start)
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
