#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program that is running, as the system knows it.
package enum OwnExecutable {
    /// Absolute; nil where the system does not say.
    package static var path: String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        #if canImport(Glibc)
            let count = buffer.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    characters.baseAddress.map { readlink("/proc/self/exe", $0, characters.count) } ?? 0
                }
            }
            return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
        #else
            var size = UInt32(buffer.count)
            let failure = buffer.withUnsafeMutableBytes { bytes in
                _NSGetExecutablePath(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), &size)
            }
            return failure == 0 ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : nil
        #endif
    }
}
