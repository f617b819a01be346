#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a worker has ended.
enum WorkerEnd: Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// The worker was a thread, of which nothing is known.
    case unknown

    /// Reads a status.
    ///
    /// - Parameter status: the status that `waitpid` gives.
    init(_ status: Int32) {
        self = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
    }

    /// The end of a sentence about a worker.
    var words: String {
        switch self {
        case .exited(let code): "ended with exit code \(code)"
        case .signalled(SIGKILL): "was killed (signal 9), as the system does when memory runs out"
        case .signalled(let number): "crashed (signal \(number)); running out of memory is the usual reason"
        case .unknown: "ended"
        }
    }
}
