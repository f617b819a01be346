/// How much of its time a run has used.
///
/// The limit is real time, but a machine that gives the worker no turn, or a tenant that answers late, must not cost a user
/// the login. So a run is over when its time has passed *and* it has used a fair part of it: a loop uses all it gets.
package struct RunTime: Sendable {
    private let begunAt: Duration
    private let processorBegunAt: Duration?
    /// For timers of its own, never longer than it asked for: it woke late where the machine was busy.
    private var waited = Duration.zero
    /// For the tenant's answers.
    private var excused = Duration.zero
    private var waiting: (kind: Waiting, since: Duration)?

    package enum Waiting: Sendable {
        case forTenant
        case forTimer(Duration)
    }

    /// A run that used this part of its limit had turns enough to be over.
    ///
    /// Measured: beside two busy processes on two cores a worker gets a quarter of a core.
    private static let fairPart = 10
    /// Limits after which a run is over without having had a turn.
    private static let mostLimits = 10

    /// - Parameter processor: time that the run's thread has had, ever; nil where the system does not say.
    package init(at now: Duration, processor: Duration?) {
        begunAt = now
        processorBegunAt = processor
    }

    package mutating func waits(_ kind: Waiting, from now: Duration) { waiting = (kind, now) }

    package mutating func goesOn(at now: Duration) {
        (waited, excused) = waits(until: now)
        waiting = nil
    }

    private func waits(until now: Duration) -> (waited: Duration, excused: Duration) {
        guard let waiting else { return (waited, excused) }
        let took = max(.zero, now - waiting.since)
        return switch waiting.kind {
        case .forTenant: (waited, excused + took)
        case .forTimer(let asked): (waited + min(took, asked), excused)
        }
    }

    /// - Parameter processor: as at the beginning; nil counts real time alone.
    package func exceeds(_ limit: Duration, at now: Duration, processor: Duration?) -> Bool {
        let (waited, excused) = waits(until: now)
        let passed = now - begunAt - excused
        guard passed > limit else { return false }
        guard passed <= limit * Self.mostLimits, let processor, let processorBegunAt else { return true }
        return processor - processorBegunAt + waited > limit / Self.fairPart
    }
}
