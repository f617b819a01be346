#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs blocking work on a new thread, so that rules do not block the threads that answer requests.
enum SystemThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// The stack size: large enough that JavaScript's own recursion limit is reached first.
    private static let stackBytes = 8 << 20

    /// Starts a thread.
    ///
    /// - Returns: false if the system makes no more threads.
    static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let body = Unmanaged.passRetained(Body(run)).toOpaque()
        #if canImport(Glibc)
            var thread = pthread_t()
            let failure = pthread_create(
                &thread,
                &attributes,
                { body in
                    body.map { Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run() }
                    return nil
                },
                body
            )
        #else
            var thread: pthread_t?
            let failure = pthread_create(
                &thread,
                &attributes,
                { body in
                    Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
                    return nil
                },
                body
            )
        #endif
        if failure != 0 { Unmanaged<Body>.fromOpaque(body).release() }
        return failure == 0
    }
}
