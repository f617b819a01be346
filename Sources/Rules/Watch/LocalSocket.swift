#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A pair of connected sockets, and the calls that Linux and macOS spell differently.
enum LocalSocket {
    /// Makes the pair; programs that this process starts do not inherit it.
    ///
    /// A send fails after a second.
    static func pair() -> (Int32, Int32)? {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        for end in ends { setsockopt(end, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size)) }
        return (ends[0], ends[1])
    }

    /// Sends bytes without raising SIGPIPE.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
            return Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #else
            return Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #endif
    }

    static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}
