import Synchronization
package import TenantModel
package import World

/// A tenant's rules, run by workers: the first starts with the tenant, more where logins would wait for each other.
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
        var isMissingEngine = false
        /// In a row; a worker that brings a login to its end forgives them all.
        var failures = 0
        var isRestarting = false
        var isStopped = false
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

    /// Begins the first worker, so that the first login need not wait for it.
    package func start() { dispatch() }

    package var hasRules: Bool { !setup.scripts.isEmpty }

    package func run(
        _ job: RuleJob,
        answering: @escaping @Sendable (RuleRequest) async throws -> JSONValue
    ) async -> RuleRun {
        let questions = Questions()
        let report = await withCheckedContinuation { continuation in
            let pending = PendingRun(job, answering: answering, questions, continuation)
            let isTaken = state.withLock { state in
                guard !state.isStopped else { return false }
                state.waiting.append(pending)
                return true
            }
            if isTaken { dispatch() } else { pending.fail(.crashed, "The tenant is being stopped") }
        }
        await questions.settled()
        switch report {
        case .report(let payload): return RuleReport.run(payload, of: job, rules: setup.scripts.map(\.name))
        case .failure(let failure): return RuleRun(steps: [], outcome: .failed(failure))
        }
    }

    package func restart() async {
        let interrupted = state.withLock { state in
            state.failures = 0
            return Self.endWorkers(&state)
        }
        for pending in interrupted { pending.fail(.crashed, "The tenant was reset") }
        dispatch()
    }

    package func stop() async {
        let interrupted = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [] }
            return Self.endWorkers(&state) + state.waiting
        }
        for pending in interrupted { pending.fail(.crashed, "The tenant is being stopped") }
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
        let sends = state.withLock { state in
            var sends: [(WorkerLink, Frame)] = []
            while let index = state.workers.firstIndex(where: { $0.phase.isIdle }), !state.waiting.isEmpty {
                let pending = state.waiting.removeFirst()
                state.workers[index].phase = .running(pending)
                sends.append((state.workers[index].link, pending.frame))
            }
            startWorkers(&state)
            return sends
        }
        for (link, frame) in sends { link.send(frame) }
    }

    private func startWorkers(_ state: inout State) {
        let coming = state.workers.count { $0.phase.isComing }
        let isWanted = state.workers.isEmpty || state.waiting.count > coming
        guard isWanted, state.workers.count < Self.mostWorkers, !state.isStopped, !state.isRestarting else { return }
        guard state.failures == 0 else {
            // After a crash the next worker waits a little, and longer after each: a rule that always kills its worker
            // must not keep the machine busy.
            state.isRestarting = true
            let delay = Duration.milliseconds(min(1000, 25 << min(state.failures, 6)))
            Task {
                try? await Task.sleep(for: delay)
                self.state.withLock { state in
                    state.isRestarting = false
                    self.startWorker(&state)
                }
            }
            return
        }
        startWorker(&state)
    }

    private func startWorker(_ state: inout State) {
        guard !state.isStopped else { return }
        let link = WorkerLink.start(on: host, setup.frame) { [weak self] link, event in self?.take(event, from: link) }
        if let link {
            state.workers.append(Worker(link: link))
        } else {
            let waiting = state.waiting
            state.waiting = []
            Task { for pending in waiting { pending.fail(.crashed, "No worker could be started for the rules") } }
        }
    }

    private func take(_ event: WorkerLink.Event, from link: WorkerLink) {
        switch event {
        case .frame(let frame): take(frame, from: link)
        case .ended: end(link)
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
            case .noEngine: state.isMissingEngine = true
            default: break
            }
            return nil
        }
        settled?.finish(frame.payload)
        if frame.kind == .ask { answer(frame, to: link) }
        if frame.kind == .exceeded { link.end() }
    }

    private func end(_ link: WorkerLink) {
        let (failed, reason) = state.withLock { state -> ([PendingRun], RuleFailure.Reason) in
            var failed: [PendingRun] = []
            if let index = state.workers.firstIndex(where: { $0.link === link }) {
                if case .running(let pending) = state.workers[index].phase {
                    failed = [pending]
                    state.failures += 1
                }
                if case .starting = state.workers[index].phase { state.failures += 1 }
                state.workers.remove(at: index)
            }
            guard state.isMissingEngine else { return (failed, .crashed) }
            failed += state.waiting
            state.waiting = []
            state.isStopped = true
            return (failed, .noEngine)
        }
        let words =
            reason == .noEngine
            ? "Rules need JavaScriptCore, which this machine lacks (Debian: libjavascriptcoregtk-4.1-0)"
            : "The rules' worker ended in the middle of this login; running out of memory is the usual reason"
        for pending in failed { pending.fail(reason, words) }
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
