import TenantModel
import World

/// A login that waits for its rules.
struct PendingRun: Sendable {
    enum Report: Sendable {
        /// The worker's report, not parsed yet.
        case report([UInt8])
        case failure(RuleFailure)
    }

    typealias Answering = @Sendable (RuleRequest) async throws -> JSONValue

    let frame: Frame
    let answering: Answering
    let questions: Questions
    private let continuation: CheckedContinuation<Report, Never>

    init(
        _ job: RuleJob,
        answering: @escaping Answering,
        _ questions: Questions,
        _ continuation: CheckedContinuation<Report, Never>
    ) {
        let clock: JSONObject = [
            "now": .integer(Int(job.clock.now.milliseconds)), "running": .bool(job.clock.mode == .running),
        ]
        let document: JSONObject = [
            "clock": .object(clock), "accessToken": .string(job.accessToken), "user": .object(job.user),
            "context": .object(job.context),
        ]
        frame = Frame(.run, job.seed + "\n" + document.serializedText)
        self.answering = answering
        self.questions = questions
        self.continuation = continuation
    }

    /// Ends the run.
    ///
    /// Exactly one of `finish` and `fail` is called, once: a run is in one list or worker at a time.
    func finish(_ payload: [UInt8]) { continuation.resume(returning: .report(payload)) }

    func fail(_ failure: RuleFailure) { continuation.resume(returning: .failure(failure)) }
}
