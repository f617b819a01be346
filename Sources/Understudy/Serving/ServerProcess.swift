#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a process that serves sets up once, before it opens anything.
package enum ServerProcess {
    /// Makes the process survive readers that go away and a crowd of connections.
    ///
    /// For the executable: a library has no business changing its host's process.
    package static func prepare() {
        signal(SIGPIPE, SIG_IGN)  // a log reader that went away costs its log lines, not the server
        holdStandardStreams()
        raiseFileLimit()
    }

    /// Opens the null device for closed standard streams, or the next socket or database would become standard output.
    private static func holdStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)  // takes the lowest free number: this one
        }
    }

    /// Shells hand out 1,024 or fewer; an afternoon of idle keep-alive connections wants more.
    private static func raiseFileLimit() {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 65_536))
        _ = setrlimit(resource, &limit)
    }
}
