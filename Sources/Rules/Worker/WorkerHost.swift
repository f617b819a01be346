#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where workers live.
package enum WorkerHost: Hashable, Sendable {
    /// In processes of their own: the `understudy` executable at that path. What goes wrong there costs one login.
    case process(executable: String)
    /// On threads of this process, for programs that embed the library and ship no executable: memory is not limited,
    /// and a script stuck inside the engine keeps its thread.
    case thread

    /// The word by which the executable knows that it is to be a worker.
    package static let command = "rule-worker"

    /// Why there is no worker, for whoever asked for one.
    var complaint: String {
        switch self {
        case .process(let executable): "No worker could be started for the rules: \(executable) does not start"
        case .thread: "No worker could be started for the rules: the system makes no more threads"
        }
    }

    /// Starts one; the descriptor is ours to speak through, the number is the process to be waited for.
    func start() -> (descriptor: Int32, process: pid_t?)? {
        guard let (ours, theirs) = LocalSocket.pair() else { return nil }
        switch self {
        case .thread:
            guard SystemThread.start({ RuleWorker.serve(descriptor: theirs, ownsProcess: false) }) else {
                for end in [ours, theirs] { close(end) }
                return nil
            }
            return (ours, nil)
        case .process(let executable):
            defer { close(theirs) }
            guard let process = Self.spawn(executable, speakingThrough: theirs) else {
                close(ours)
                return nil
            }
            return (ours, process)
        }
    }

    /// Its standard input is the socket; it inherits nothing else, and of our variables the sanitizer's alone.
    private static func spawn(_ executable: String, speakingThrough socket: Int32) -> pid_t? {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var process = pid_t()
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup(executable), strdup(command), nil]
        // A build under the address sanitizer has to say how in its workers, too: elsewhere nothing reads this variable.
        let sanitizer = getenv("ASAN_OPTIONS").map { "ASAN_OPTIONS=" + String(cString: $0) }
        let variables = ["TZ=UTC", "LC_ALL=C.UTF-8"] + (sanitizer.map { [$0] } ?? [])
        let environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        return posix_spawn(&process, executable, &actions, nil, arguments, environment) == 0 ? process : nil
    }
}

extension WorkerHost: CustomStringConvertible {
    package var description: String {
        switch self {
        case .process(let executable): "process of \(executable)"
        case .thread: "thread"
        }
    }
}
