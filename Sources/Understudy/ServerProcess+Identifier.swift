#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension ServerProcess {
    /// `pid` of the ready line.
    package static var identifier: Int32 { getpid() }
}
