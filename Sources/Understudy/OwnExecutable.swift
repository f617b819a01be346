#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program that is running, as the place where rules run in processes of their own.
package enum OwnExecutable {
    /// For a program that is `understudy` itself: whatever it does with a tenant, its scripts stay out of this process.
    ///
    /// Says so in the environment, where `UNDERSTUDY_RULE_WORKER` may already name another executable.
    package static func runsRules() {
        guard let path else { return }
        setenv("UNDERSTUDY_RULE_WORKER", path, 0)
    }

    private static var path: String? {
        #if canImport(Glibc)
            // Good also after the file was built anew or deleted.
            return "/proc/self/exe"
        #else
            var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
            var size = UInt32(buffer.count)
            let failure = buffer.withUnsafeMutableBytes { bytes in
                _NSGetExecutablePath(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), &size)
            }
            return failure == 0 ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : nil
        #endif
    }
}
