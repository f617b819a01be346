#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization
import TenantModel
import World

/// Watches a run from a thread of its own: a loop, a regular expression or an allocation without end leaves the thread
/// of JavaScript no moment to look at the time.
final class RunWatch: Sendable {
    enum Excess: String {
        case timeout, memory
    }

    private struct State {
        /// Of the run under way.
        var time: RunTime?
        var rule = -1
        var lines: [JSONValue] = []
        /// Of the rules that are through, as JSON text.
        var steps: [String] = []
        var isAwake = false
        var isEnded = false
    }

    private let state = Mutex(State())
    private let timeout: Duration
    private let memoryBytes: Int?
    private let parent = getppid()
    /// Of the thread that runs JavaScript.
    private let processor = ThreadClock()
    private var isOwnProcess: Bool { memoryBytes != nil }
    private let wake: (reading: Int32, writing: Int32)
    private let onExcess: @Sendable (_ report: String) -> Void

    /// Between two looks at a run under way.
    private static let stepMilliseconds: Int32 = 20
    /// Without a run for a second the thread sleeps until it is called.
    private static let stepsBeforeSleep = 50
    /// The machine's own time limit comes first, because it knows the line; this one comes when that one cannot.
    private static let grace: Duration = .milliseconds(500)

    /// To be made on the thread that will run JavaScript.
    ///
    /// - Parameters:
    ///   - memoryMegabytes: of the whole process; nil where the process is not ours alone.
    ///   - onExcess: called once, on the watching thread, with the JSON report of what is known.
    init?(
        timeout: Duration,
        memoryMegabytes: Int?,
        onExcess: @escaping @Sendable (_ report: String) -> Void
    ) {
        guard let (reading, writing) = LocalSocket.pair() else { return nil }
        wake = (reading, writing)
        self.timeout = timeout
        memoryBytes = memoryMegabytes.map { $0 << 20 }
        self.onExcess = onExcess
    }

    deinit {
        LocalSocket.close(wake.reading)
        LocalSocket.close(wake.writing)
    }

    /// - Returns: false where the system makes no more threads.
    func start() -> Bool { SystemThread.start { self.watch() } }

    /// The worker is through: its thread ends, and nothing is told any more.
    func end() {
        state.withLock { state in
            state.time = nil
            state.isEnded = true
        }
        callAwake()
    }

    func runBegins() {
        let time = RunTime(at: MachineTime.monotonic, processor: processor?.spent)
        let wasAwake = state.withLock { state in
            state.time = time
            state.rule = -1
            state.lines = []
            state.steps = []
            defer { state.isAwake = true }
            return state.isAwake
        }
        if !wasAwake { callAwake() }
    }

    func runEnds() { state.withLock { $0.time = nil } }

    /// Does what blocks the thread, on behalf of the run under way.
    func waiting<Result>(_ kind: RunTime.Waiting, _ wait: () -> Result) -> Result {
        state.withLock { $0.time?.waits(kind, from: MachineTime.monotonic) }
        defer { state.withLock { $0.time?.goesOn(at: MachineTime.monotonic) } }
        return wait()
    }

    func enters(rule: Int) { state.withLock { $0.rule = rule } }

    func keep(step: String) { state.withLock { $0.steps.append(step) } }

    func keep(line: JSONValue) { state.withLock { $0.lines.append(line) } }

    /// The run under way has had its time.
    var isOverdue: Bool { isOverdue(at: MachineTime.monotonic) }

    private func isOverdue(at now: Duration) -> Bool {
        guard let time = state.withLock(\.time) else { return false }
        return time.exceeds(timeout, at: now, processor: processor?.spent)
    }

    /// The whole account of the run, around what its own end has to say.
    func report(_ end: String) -> String {
        "{\"report\":\(end),\"steps\":[\(state.withLock(\.steps).joined(separator: ","))]}"
    }

    /// What is known of a run that cannot account for itself.
    ///
    /// - Parameter stack: where it was, where the engine could tell.
    func report(_ excess: Excess, at stack: String? = nil) -> String {
        let (rule, lines) = state.withLock { ($0.rule, $0.lines) }
        var end: JSONObject = [
            "outcome": "failed", "reason": .string(excess.rawValue), "rule": .integer(rule), "console": .array(lines),
        ]
        end["stack"] = stack.map(JSONValue.string)
        return report(end.serializedText)
    }

    private func watch() {
        var idleSteps = 0
        while true {
            let isAsleep = idleSteps >= Self.stepsBeforeSleep
            var poller = pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)
            let isCalled = poll(&poller, 1, isAsleep ? -1 : Self.stepMilliseconds) > 0
            if isCalled {
                var byte = UInt8(0)
                read(wake.reading, &byte, 1)
            }
            if let excess = excess() {
                onExcess(report(excess))
                return
            }
            let (isEnded, isRunning) = state.withLock { ($0.isEnded, $0.time != nil) }
            guard !isEnded else { return }
            idleSteps = isRunning ? 0 : idleSteps + 1
            if idleSteps >= Self.stepsBeforeSleep {
                // A run that began just now found this thread awake and sent no call.
                let isNeeded = state.withLock { state in
                    state.isAwake = state.time != nil
                    return state.isAwake
                }
                if isNeeded { idleSteps = 0 }
            }
        }
    }

    private func callAwake() { _ = [UInt8(0)].withUnsafeBytes { LocalSocket.send(wake.writing, $0) } }

    private func excess() -> Excess? {
        guard state.withLock({ $0.time != nil }) else { return nil }
        // The server is gone, and with it whoever waits for this run.
        if isOwnProcess, getppid() != parent { _exit(0) }
        if isOverdue(at: MachineTime.monotonic - Self.grace) { return .timeout }
        if let memoryBytes, let resident = ProcessMemory.resident, resident > memoryBytes { return .memory }
        return nil
    }
}
