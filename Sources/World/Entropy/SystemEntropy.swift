#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Random bytes of the system, read in one call for a whole identifier.
enum SystemEntropy {
    /// - Parameter count: at most 256.
    static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard getentropy(buffer.baseAddress, count) == 0 else {
                preconditionFailure("getentropy fails only for more than 256 bytes or without a system generator")
            }
            filled = count
        }
    }
}
