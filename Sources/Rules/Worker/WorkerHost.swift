#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where workers run.
package enum WorkerHost: Hashable, Sendable {
    /// In processes of their own, started from the `understudy` executable at that path. A crash fails one login only.
    case process(executable: String)
    /// On threads of this process, for programs that embed the library without the executable.
    ///
    /// Memory is not limited then, and a script that the engine cannot interrupt keeps its thread.
    case thread

    /// The command with which the executable is started as a worker.
    package static let command = "rule-worker"

    /// The message if no worker can be started.
    var complaint: String {
        switch self {
        case .process(let executable): "No worker could be started for the rules: \(executable) does not start"
        case .thread: "No worker could be started for the rules: the system makes no more threads"
        }
    }

    /// Starts a worker.
    ///
    /// - Returns: our end of the socket, and the process to wait for; nil if no worker could be started.
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

    /// Starts the process with the socket as its standard input.
    ///
    /// It inherits no other file and, of the environment, only the sanitizer's options.
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
        // Pass the options of the address sanitizer on; builds without the sanitizer do not read them.
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
