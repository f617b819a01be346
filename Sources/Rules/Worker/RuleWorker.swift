#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import TenantModel
import World

/// The worker: takes one login at a time, runs the tenant's rules on it, and reports the result.
///
/// In a process of its own it ends the process when a run exceeds a limit. On a thread of the server it can only
/// abandon the thread.
package final class RuleWorker {
    private let channel: FrameChannel
    private let setup: WorkerSetup
    private let scripts: TenantScripts
    private let machine: ScriptMachine
    private let container: ScriptContext
    private let shared: JavaScriptCore.Value?
    private let watch: RunWatch
    private let ownsProcess: Bool
    private var sandbox: Sandbox?
    private static let runsBetweenLooks = 16
    private var isRunning = false
    private var runs = 0
    /// How many calls to the tenant are not answered yet.
    private var questions = 0
    private var begunAt = Duration.zero

    /// Serves until the other end closes.
    ///
    /// - Parameters:
    ///   - descriptor: one end of a local socket; the other end sends first.
    ///   - ownsProcess: true if the process may be ended when a run exceeds a limit.
    package static func serve(descriptor: Int32, ownsProcess: Bool) {
        let channel = FrameChannel(descriptor)
        defer { channel.close() }
        guard case .frame(let first) = channel.receive(timeout: -1), let setup = WorkerSetup(first) else { return }
        guard let machine = ScriptMachine() else {
            channel.send(Frame(.noEngine))
            return
        }
        guard let worker = RuleWorker(channel, setup, machine, ownsProcess: ownsProcess) else { return }
        defer { worker.watch.end() }
        worker.serve()
    }

    private init?(_ channel: FrameChannel, _ setup: WorkerSetup, _ machine: ScriptMachine, ownsProcess: Bool) {
        let watch = RunWatch(
            timeout: setup.timeout,
            memoryMegabytes: ownsProcess ? setup.memoryMegabytes : nil
        ) { report in
            channel.send(Frame(.exceeded, report))
            if ownsProcess { _exit(3) }
        }
        guard let watch, let container = machine.makeContext(), watch.start() else { return nil }
        shared = try? container.evaluate(SandboxModules.shared, named: "sandbox/shared.js")
        container.protect(shared)
        self.channel = channel
        self.setup = setup
        scripts = TenantScripts(setup, for: machine)
        self.machine = machine
        self.container = container
        self.watch = watch
        self.ownsProcess = ownsProcess
    }

    private func serve() {
        // Limit this step, too: evaluating a script may run code that loops.
        watch.runBegins()
        machine.limitTime { [watch] in watch.isOverdue }
        prepare()
        let faults = scriptFaults.serializedText
        guard machine.interruptedAt == nil else {
            return channel.send(Frame(.exceeded, watch.report(.timeout, at: machine.interruptedAt)))
        }
        watch.runEnds()
        channel.send(Frame(.ready, faults))
        while let sandbox {
            do {
                // Handle answers of the tenant before timers: otherwise their order would depend on the machine's load.
                if isRunning, questions == 0, let timer = door.timers.due {
                    try sandbox.fire(timer)
                    rest()
                } else {
                    switch receive(door.timers.wait) {
                    case .nothing: continue
                    case .closed: return
                    case .frame(let frame): try take(frame, in: sandbox)
                    }
                }
            } catch {
                // The time limit was reached, or our own code failed: do not use this machine any further.
                channel.send(Frame(.exceeded, watch.report(.timeout, at: machine.interruptedAt)))
                return
            }
        }
    }

    /// The next frame; `.nothing` if a timer of the run becomes due first.
    private func receive(_ timer: Int32) -> FrameChannel.Reception {
        guard isRunning else { return channel.receive(timeout: -1) }
        guard questions == 0 else { return watch.waiting(.forTenant) { channel.receive(timeout: -1) } }
        return watch.waiting(.forTimer(.milliseconds(max(timer, 0)))) { channel.receive(timeout: timer) }
    }

    private func take(_ frame: Frame, in sandbox: Sandbox) throws {
        let (line, text) = frame.lineAndText
        switch frame.kind {
        case .run:
            isRunning = true
            runs += 1
            questions = 0
            begunAt = MachineTime.monotonic
            watch.runBegins()
            try sandbox.run(text, seed: line)
        // Other answers are for an earlier login, whose rule did not wait for them.
        case .answer where isRunning && line == String(runs):
            questions -= 1
            try sandbox.answer(text)
        default: return
        }
        rest()
    }

    /// Prepares for the next login after this one has its answer.
    private func rest() {
        guard !isRunning else { return }
        watch.runBegins()
        // If the code that the login has left behind does not end, end the worker.
        do { try sandbox?.settle() } catch { return channel.hangUp() }
        machine.limitTime { [watch] in watch.isOverdue }
        prepare()
        watch.runEnds()
        // Hang up instead of reporting ready if this worker cannot go on.
        guard machine.interruptedAt == nil, sandbox != nil, !isFull else { return channel.hangUp() }
        channel.send(Frame(.ready))
    }

    /// Makes the sandbox of the next login in advance.
    private func prepare() {
        sandbox = nil
        isRunning = false
        if isNearlyFull { container.collectGarbage() }
        sandbox = try? Sandbox(scripts, in: machine, behind: door, watch: watch)
    }

    private lazy var door = SandboxDoor(
        setup,
        scripts,
        sharing: shared,
        watch: watch,
        listener: .init(
            finished: { [unowned self] report in
                isRunning = false
                channel.send(Frame(.finished, report))
            },
            asks: { [unowned self] request in
                questions += 1
                channel.send(Frame(.ask, "\(runs)\n\(request)"))
            }
        )
    )

    private var isNearlyFull: Bool {
        // Ask the system only now and then: that takes as long as a small rule, and small rules leave little behind.
        let isDue = runs % Self.runsBetweenLooks == 0 || MachineTime.monotonic - begunAt > .milliseconds(5)
        return ownsProcess && isDue && holds(atLeast: 1, of: 2)
    }

    /// True if earlier logins have left so much memory in use that the next one might exceed the limit.
    private var isFull: Bool { isNearlyFull && holds(atLeast: 3, of: 4) }

    private func holds(atLeast part: Int, of whole: Int) -> Bool {
        ProcessMemory.resident.map { $0 > (setup.memoryMegabytes << 20) / whole * part } ?? false
    }

    /// The scripts that do not compile, as JSON.
    private var scriptFaults: JSONValue {
        // Use a context of its own: a script that is no function runs now, and must not change what logins share.
        let context = machine.makeContext() ?? container
        return .array(
            scripts.rules.enumerated().compactMap { index, script in
                watch.enters(rule: index)
                guard let fault = script.fault(in: context) else { return nil }
                return [
                    "rule": .integer(index), "message": .string(fault.message),
                    "line": fault.line.map(JSONValue.integer) ?? .null,
                    "column": fault.column.map(JSONValue.integer) ?? .null,
                ]
            }
        )
    }
}

extension RuleScript {
    fileprivate func fault(in context: ScriptContext) -> ScriptFault? {
        do {
            _ = try compile(in: context)
            return nil
        } catch {
            return ScriptFault((error as? ScriptException)?.value ?? context.makeError("\(error)"), in: context)
        }
    }
}
