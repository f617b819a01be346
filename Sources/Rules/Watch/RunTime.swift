/// Decides whether a run has used up its time.
///
/// The limit is real time, but a login must not fail because the machine is busy or the tenant answers late. So a run
/// is over when its time has passed *and* it has had a fair part of it. An endless loop uses all the time it gets.
package struct RunTime: Sendable {
    private let begunAt: Duration
    private let processorBegunAt: Duration?
    /// The time it has waited for its own timers.
    ///
    /// Each wait counts at most as long as the timer, because on a busy machine the run wakes late.
    private var waited = Duration.zero
    /// The time it has waited for answers of the tenant, which does not count.
    private var excused = Duration.zero
    private var waiting: (kind: Waiting, since: Duration)?

    package enum Waiting: Sendable {
        case forTenant
        case forTimer(Duration)
    }

    /// A run that has used a tenth of its limit has had a fair part.
    ///
    /// Measured: beside two busy processes on two cores a worker gets a quarter of a core.
    private static let fairPart = 10
    /// After ten times its limit a run is over in any case.
    private static let mostLimits = 10

    /// Begins a run.
    ///
    /// - Parameter processor: the processor time that the run's thread has used so far; nil if the system does not say.
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

    /// True if the run has used up its time.
    ///
    /// - Parameter processor: the thread's processor time now; nil lets real time alone decide.
    package func exceeds(_ limit: Duration, at now: Duration, processor: Duration?) -> Bool {
        let (waited, excused) = waits(until: now)
        let passed = now - begunAt - excused
        guard passed > limit else { return false }
        guard passed <= limit * Self.mostLimits, let processor, let processorBegunAt else { return true }
        return processor - processorBegunAt + waited > limit / Self.fairPart
    }
}
