import COpenSSL

/// Owns one of libcrypto's keys.
///
/// `@unchecked Sendable`: the key is never changed after it was read, and what libcrypto itself keeps in it (reference
/// counts, blinding factors) it guards with its own locks.
final class KeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes ownership of an `EVP_PKEY`.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(pointer) }

    /// Big-endian bytes of one of the key's numbers, without leading zeros.
    func number(_ name: String) -> [UInt8]? {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else { return nil }
        defer { BN_clear_free(number) }
        let count = (Int(BN_num_bits(number)) + 7) / 8
        return [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
            written = Int(BN_bn2bin(number, bytes.baseAddress))
        }
    }
}
