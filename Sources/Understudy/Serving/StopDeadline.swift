import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Ends the process 5 s after it was told to stop, whatever is in flight.
///
/// On threads of its own: the graceful stop needs the threads that serve, and a request may hold all of those.
package final class StopDeadline {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter milliseconds: real time from the signal; the graceful stop has its own, shorter limit.
    package init(milliseconds: Int = 4900) {
        let queue = DispatchQueue(label: "understudy.stop")
        sources = [SIGTERM, SIGINT].map { signal in
            let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
            source.setEventHandler { queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { _exit(0) } }
            source.resume()
            return source
        }
    }
}
