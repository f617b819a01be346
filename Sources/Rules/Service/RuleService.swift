import Synchronization
package import TenantModel
package import World

/// A tenant's rules, run by workers: the first starts with the tenant, more where logins would wait for each other.
///
/// `Service` is the server's side: who runs what, and what is made of the answer. `Worker` is the pipe (`Frame`,
/// `WorkerLink` here, `RuleWorker` there) and what watches over a run. `Engine` is JavaScriptCore, `Host` the one login's
/// global object and its native door, `Sandbox` the JavaScript that comes with us.
///
/// One login at a time to a worker, and the lowest free one first: a client that logs in and waits always meets the same
/// `global`.
package final class RuleService: RuleRunner {
    private enum Phase {
        case starting, idle
        case running(PendingRun)
        /// The login has its answer; the next sandbox is being made.
        case finishing

        var isIdle: Bool {
            if case .idle = self { true } else { false }
        }

        /// It takes the next login without being asked for: worth waiting for, rather than starting another.
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
        /// First come, first served.
        var waiting: [PendingRun] = []
        /// In a row; a worker that brings a login to its end forgives them all.
        var failures = 0
        /// A worker that is to start after a pause.
        var restart: Task<Void, Never>?
        /// Nil while logins are served.
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

    /// Logins beyond these wait.
    private static let mostWorkers = 4

    /// - Parameter rules: enabled ones of the stage `login_success`, in order.
    package init(
        _ rules: [Rule],
        configuration: [String: String],
        sandbox: RuleSandbox,
        domain: String,
        on host: WorkerHost
    ) {
        self.host = host
        // Packages are not looked through.
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

    /// Begins the first worker, so that the first login need not wait for it.
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

    /// - Returns: the logins that were under way in them.
    private static func endWorkers(_ state: inout State) -> [PendingRun] {
        defer { state.workers = [] }
        return state.workers.compactMap { worker in
            worker.link.end()
            guard case .running(let pending) = worker.phase else { return nil }
            return pending
        }
    }

    // MARK: Who does what

    /// Gives waiting logins to free workers, and starts a worker where one is missing.
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
        // Measured: a second worker that gets ready while the first one works takes more from a small machine than it
        // gives to a client that logs in again and again.
        return state.workers.isEmpty || state.waiting.count > coming
    }

    /// - Returns: the logins that nobody will ever serve, because no worker can be started.
    private func startWorker(_ state: inout State) -> [PendingRun] {
        guard state.failures == 0 else {
            // After a crash the next worker waits a little, and longer after each: a rule that always kills its worker
            // must not keep the machine busy.
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
                // What keeps one from getting ready would keep the next one, too: whoever waits is told.
                state.failures += 1
                defer { state.waiting = [] }
                let message = "The rules' worker \(end.words) before it was ready (\(host))"
                return (state.waiting, state.closed?.failure ?? RuleFailure(.crashed, rule: nil, message: message))
            case .idle, .finishing: return ([], Closed.stopped.failure)
            }
        }
        for pending in failed { pending.fail(failure) }
    }

    /// A rule waits for the tenant; others need not.
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
