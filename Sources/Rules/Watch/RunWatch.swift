#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization
import TenantModel
import World

/// Enforces the limits of a run from a thread of its own, because an endless loop, regular expression or allocation
/// never gives the thread of JavaScript a chance to check them.
final class RunWatch: Sendable {
    enum Excess: String {
        case timeout, memory
    }

    private struct State {
        /// The time of the run under way; nil if there is none.
        var time: RunTime?
        var rule = -1
        var lines: [JSONValue] = []
        /// The steps of rules that have finished, as JSON text.
        var steps: [String] = []
        var isAwake = false
        var isEnded = false
    }

    private let state = Mutex(State())
    private let timeout: Duration
    private let memoryBytes: Int?
    private let parent = getppid()
    /// The processor time of the thread that runs JavaScript.
    private let processor = ThreadClock()
    private var isOwnProcess: Bool { memoryBytes != nil }
    private let wake: (reading: Int32, writing: Int32)
    private let onExcess: @Sendable (_ report: String) -> Void

    /// The time between two checks of a run.
    private static let stepMilliseconds: Int32 = 20
    /// After so many checks without a run, a second in all, the thread sleeps until it is called.
    private static let stepsBeforeSleep = 50
    /// How much later than `ScriptMachine` this watch acts.
    ///
    /// The machine can name the line, so it gets the first chance.
    private static let grace: Duration = .milliseconds(500)

    /// Creates a watch.
    ///
    /// Call this on the thread that will run JavaScript.
    ///
    /// - Parameters:
    ///   - memoryMegabytes: the limit for the whole process; nil if the process also does other work.
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

    /// Starts the watching thread.
    ///
    /// - Returns: false if the system makes no more threads.
    func start() -> Bool { SystemThread.start { self.watch() } }

    /// Ends the watching thread.
    ///
    /// Nothing is reported any more.
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

    /// Does a blocking wait for the run under way, and notes how long it took.
    func waiting<Result>(_ kind: RunTime.Waiting, _ wait: () -> Result) -> Result {
        state.withLock { $0.time?.waits(kind, from: MachineTime.monotonic) }
        defer { state.withLock { $0.time?.goesOn(at: MachineTime.monotonic) } }
        return wait()
    }

    func enters(rule: Int) { state.withLock { $0.rule = rule } }

    func keep(step: String) { state.withLock { $0.steps.append(step) } }

    func keep(line: JSONValue) { state.withLock { $0.lines.append(line) } }

    /// True if the run under way has used up its time.
    var isOverdue: Bool { isOverdue(at: MachineTime.monotonic) }

    private func isOverdue(at now: Duration) -> Bool {
        guard let time = state.withLock(\.time) else { return false }
        return time.exceeds(timeout, at: now, processor: processor?.spent)
    }

    /// The report of a run: how it ended, and the steps of its rules.
    func report(_ end: String) -> String {
        "{\"report\":\(end),\"steps\":[\(state.withLock(\.steps).joined(separator: ","))]}"
    }

    /// The report of a run that exceeded a limit.
    ///
    /// - Parameter stack: the stack at that moment, if the engine knows it.
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
                // Check again: a run that has just begun saw this thread awake and did not call it.
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
        // The server has ended, so nobody waits for this run.
        if isOwnProcess, getppid() != parent { _exit(0) }
        if isOverdue(at: MachineTime.monotonic - Self.grace) { return .timeout }
        if let memoryBytes, let resident = ProcessMemory.resident, resident > memoryBytes { return .memory }
        return nil
    }
}
