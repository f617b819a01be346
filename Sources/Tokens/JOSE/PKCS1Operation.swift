import COpenSSL
import Crypto

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), made ready once and copied for each use.
///
/// libcrypto looks algorithms up by name when an operation is made ready; copying one spares every signature that.
///
/// `@unchecked Sendable`: the template is never written after `init`; each use works on a copy of its own, and making
/// one only reads the template and counts references, which libcrypto does atomically.
final class PKCS1Operation: @unchecked Sendable {
    enum Kind { case signing, verifying }

    private let template: OpaquePointer

    init?(_ kind: Kind, with key: KeyHandle) {
        guard let template = EVP_PKEY_CTX_new(key.pointer, nil) else { return nil }
        self.template = template
        let begun =
            switch kind {
            case .signing: EVP_PKEY_sign_init(template)
            case .verifying: EVP_PKEY_verify_init(template)
            }
        guard begun == 1, EVP_PKEY_CTX_set_rsa_padding(template, RSA_PKCS1_PADDING) == 1,
            EVP_PKEY_CTX_set_signature_md(template, EVP_sha256()) == 1
        else { return nil }
    }

    deinit { EVP_PKEY_CTX_free(template) }

    /// Nil if the key's numbers do not belong together.
    func sign(_ bytes: UnsafeRawBufferPointer, length: Int) -> [UInt8]? {
        withCopyAndDigest(of: bytes) { operation, digest in
            var isSigned = false
            let signature = [UInt8](unsafeUninitializedCapacity: length) { signature, written in
                written = length
                isSigned =
                    EVP_PKEY_sign(operation, signature.baseAddress, &written, digest.baseAddress, digest.count) == 1
                if !isSigned { written = 0 }
            }
            return isSigned ? signature : nil
        }
    }

    func verify(_ signature: [UInt8], over bytes: UnsafeRawBufferPointer) -> Bool {
        withCopyAndDigest(of: bytes) { operation, digest in
            EVP_PKEY_verify(operation, signature, signature.count, digest.baseAddress, digest.count) == 1
        }
    }

    private func withCopyAndDigest<Result>(
        of bytes: UnsafeRawBufferPointer,
        _ body: (_ operation: OpaquePointer, _ digest: UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard let copy = EVP_PKEY_CTX_dup(template) else { preconditionFailure("no memory for an RSA operation") }
        defer {
            EVP_PKEY_CTX_free(copy)
            // A refused signature leaves its reason in the thread's queue, where the next reader would take it for his.
            ERR_clear_error()
        }
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().withUnsafeBytes { body(copy, $0.assumingMemoryBound(to: UInt8.self)) }
    }
}
