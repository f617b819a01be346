import Synchronization
package import TenantModel
package import World

/// Runs a tenant's rules in workers.
///
/// The first starts with the tenant, further ones when logins would have to wait.
///
/// The folders: `Service` is the server's side, which gives logins to workers and reads their reports. `Worker` is the
/// protocol between the two (`Frame`), its server end (`WorkerLink`) and the worker itself (`RuleWorker`). `Watch`
/// enforces limits. `Engine` wraps JavaScriptCore, `Host` is the global object and the native functions of one login,
/// and `Sandbox` is the built-in JavaScript.
///
/// A worker runs one login at a time, and the first free worker gets the next login. So a client that logs in again and
/// again always meets the same `global`.
package final class RuleService: RuleRunner {
    private enum Phase {
        case starting, idle
        case running(PendingRun)
        /// The login has its answer, and the worker is making the next sandbox.
        case finishing

        var isIdle: Bool {
            if case .idle = self { true } else { false }
        }

        /// True if the worker will be free without further help, so that no other worker need be started for one login.
        var isComing: Bool {
            switch self {
            case .starting, .finishing: true
            case .idle, .running: false
            }
        }
    }

    private struct Worker {
        let link: WorkerLink
        var phase = Phase.starting
    }

    private struct State {
        var workers: [Worker] = []
        /// The logins that wait for a worker, in the order in which they came.
        var waiting: [PendingRun] = []
        /// How many workers have failed since the last login that finished.
        var failures = 0
        /// Starts a worker after a pause; nil if none is to start.
        var restart: Task<Void, Never>?
        /// Why no login is served any more; nil while logins are served.
        var closed: Closed?
    }

    private enum Closed {
        case stopped, noEngine

        var failure: RuleFailure {
            switch self {
            case .stopped: RuleFailure(.crashed, rule: nil, message: "The tenant is being stopped")
            case .noEngine:
                RuleFailure(
                    .noEngine,
                    rule: nil,
                    message: "Rules need JavaScriptCore, which this machine lacks (Debian: libjavascriptcoregtk-4.1-0)"
                )
            }
        }
    }

    private let state = Mutex(State())
    private let host: WorkerHost
    private let setup: WorkerSetup

    /// The most workers of a tenant; further logins wait.
    private static let mostWorkers = 4

    /// Creates the service without starting a worker.
    ///
    /// - Parameter rules: the enabled rules of the stage `login_success`, in order.
    package init(
        _ rules: [Rule],
        configuration: [String: String],
        sandbox: RuleSandbox,
        domain: String,
        on host: WorkerHost
    ) {
        self.host = host
        // Packages may use the token, too, and are not searched.
        wantsAccessToken = sandbox.modules != nil || rules.contains { $0.script.contains("accessToken") }
        setup = WorkerSetup(
            scripts: rules.map { .init(name: $0.name, text: $0.script) },
            configuration: JSONObject(configuration.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }),
            stubs: sandbox.stubs.map(\.document),
            domain: domain,
            modules: sandbox.modules,
            timeout: sandbox.timeout,
            memoryMegabytes: sandbox.memoryMegabytes
        )
    }

    deinit {
        for worker in state.withLock({ $0.workers }) { worker.link.end() }
    }

    /// Starts the first worker, so that the first login need not wait for it.
    package func start() { dispatch() }

    package var hasRules: Bool { !setup.scripts.isEmpty }

    package let wantsAccessToken: Bool

    package func run(
        _ job: RuleJob,
        answering: @escaping @Sendable (RuleRequest) async throws -> JSONValue
    ) async -> RuleRun {
        let questions = Questions()
        let report = await withCheckedContinuation { continuation in
            let pending = PendingRun(job, answering: answering, questions, continuation)
            let closed = state.withLock { state in
                if state.closed == nil { state.waiting.append(pending) }
                return state.closed
            }
            if let closed { pending.fail(closed.failure) } else { dispatch() }
        }
        await questions.settled()
        switch report {
        case .report(let payload):
            var run = RuleReport.run(payload, of: job, rules: setup.scripts.map(\.name))
            run.size = payload.count
            return run
        case .failure(let failure): return RuleRun(steps: [], outcome: .failed(failure))
        }
    }

    package func restart() async {
        let interrupted = state.withLock { state in
            state.failures = 0
            return Self.endWorkers(&state)
        }
        for pending in interrupted {
            pending.fail(RuleFailure(.crashed, rule: nil, message: "The tenant was reset during this login"))
        }
        dispatch()
    }

    package func stop() async {
        let interrupted = state.withLock { state in
            state.closed = .stopped
            state.restart?.cancel()
            defer { state.waiting = [] }
            return Self.endWorkers(&state) + state.waiting
        }
        for pending in interrupted { pending.fail(Closed.stopped.failure) }
    }

    /// Ends all workers.
    ///
    /// - Returns: the logins that they were running.
    private static func endWorkers(_ state: inout State) -> [PendingRun] {
        defer { state.workers = [] }
        return state.workers.compactMap { worker in
            worker.link.end()
            guard case .running(let pending) = worker.phase else { return nil }
            return pending
        }
    }

    // MARK: Who does what

    /// Gives waiting logins to free workers, and starts another worker if one is needed.
    private func dispatch() {
        let (sends, stranded) = state.withLock { state in
            var sends: [(WorkerLink, Frame)] = []
            while let index = state.workers.firstIndex(where: { $0.phase.isIdle }), !state.waiting.isEmpty {
                let pending = state.waiting.removeFirst()
                state.workers[index].phase = .running(pending)
                sends.append((state.workers[index].link, pending.frame))
            }
            return (sends, needsWorker(state) ? startWorker(&state) : [])
        }
        for (link, frame) in sends { link.send(frame) }
        for pending in stranded { pending.fail(RuleFailure(.crashed, rule: nil, message: host.complaint)) }
    }

    private func needsWorker(_ state: State) -> Bool {
        guard state.closed == nil, state.restart == nil, state.workers.count < Self.mostWorkers else { return false }
        let coming = state.workers.count { $0.phase.isComing }
        // Do not start a worker in advance. Measured on a small machine: while a second worker gets ready, it slows the
        // first one more than it helps.
        return state.workers.isEmpty || state.waiting.count > coming
    }

    /// Starts a worker, after a pause if workers have failed before.
    ///
    /// - Returns: the logins that cannot be served because no worker can be started.
    private func startWorker(_ state: inout State) -> [PendingRun] {
        guard state.failures == 0 else {
            // Wait a little after a crash, and longer after each further one, so that a rule that always kills its
            // worker does not keep the machine busy.
            let delay = Duration.milliseconds(min(1000, 25 << min(state.failures, 6)))
            state.restart = Task { [weak self] in
                try? await Task.sleep(for: delay)
                self?.startAfterPause()
            }
            return []
        }
        return startNow(&state)
    }

    private func startAfterPause() {
        let stranded = state.withLock { state in
            state.restart = nil
            return state.closed == nil ? startNow(&state) : []
        }
        for pending in stranded { pending.fail(RuleFailure(.crashed, rule: nil, message: host.complaint)) }
    }

    private func startNow(_ state: inout State) -> [PendingRun] {
        let link = WorkerLink.start(on: host, setup.frame) { [weak self] link, event in self?.take(event, from: link) }
        guard let link else {
            defer { state.waiting = [] }
            return state.waiting
        }
        state.workers.append(Worker(link: link))
        return []
    }

    private func take(_ event: WorkerLink.Event, from link: WorkerLink) {
        switch event {
        case .frame(let frame): take(frame, from: link)
        case .ended(let end): self.end(link, end)
        }
        dispatch()
    }

    private func take(_ frame: Frame, from link: WorkerLink) {
        let settled = state.withLock { state -> PendingRun? in
            guard let index = state.workers.firstIndex(where: { $0.link === link }) else { return nil }
            let phase = state.workers[index].phase
            switch frame.kind {
            case .ready where phase.isComing:
                state.workers[index].phase = .idle
            case .finished, .exceeded:
                guard case .running(let pending) = phase else { return nil }
                state.workers[index].phase = .finishing
                state.failures = frame.kind == .finished ? 0 : state.failures + 1
                return pending
            case .noEngine: state.closed = .noEngine
            default: break
            }
            return nil
        }
        settled?.finish(frame.payload)
        if frame.kind == .ask { answer(frame, to: link) }
        if frame.kind == .exceeded { link.end() }
    }

    private func end(_ link: WorkerLink, _ end: WorkerEnd) {
        let (failed, failure) = state.withLock { state -> ([PendingRun], RuleFailure) in
            guard let index = state.workers.firstIndex(where: { $0.link === link }) else {
                return ([], Closed.stopped.failure)
            }
            let worker = state.workers.remove(at: index)
            switch worker.phase {
            case .running(let pending):
                state.failures += 1
                return ([pending], RuleFailure(.crashed, rule: nil, message: "The rules' worker \(end.words)"))
            case .starting:
                // Fail the waiting logins: what stopped this worker from getting ready would stop the next one, too.
                state.failures += 1
                defer { state.waiting = [] }
                let message = "The rules' worker \(end.words) before it was ready (\(host))"
                return (state.waiting, state.closed?.failure ?? RuleFailure(.crashed, rule: nil, message: message))
            case .idle, .finishing: return ([], Closed.stopped.failure)
            }
        }
        for pending in failed { pending.fail(failure) }
    }

    /// Answers a rule's call to the tenant.
    private func answer(_ frame: Frame, to link: WorkerLink) {
        guard let asked = AskedByRule(frame) else { return }
        let pending = state.withLock { state -> PendingRun? in
            guard let worker = state.workers.first(where: { $0.link === link }),
                case .running(let pending) = worker.phase
            else { return nil }
            return pending
        }
        guard let pending else { return }
        pending.questions.add { link.send(await asked.answered(by: pending.answering)) }
    }
}
