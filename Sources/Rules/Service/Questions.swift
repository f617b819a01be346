import Synchronization

/// The calls of one run to APIs of the tenant.
///
/// They are answered in the order in which they came, so that the same rules always leave the tenant in the same state.
final class Questions: Sendable {
    typealias Answer = @Sendable () async -> Void

    private struct State {
        var count = 0
        var answering: Task<Void, Never>?
    }

    /// The most calls of one run.
    ///
    /// The sandbox enforces this; further calls from a faulty worker are ignored.
    private static let most = 1000
    private let state = Mutex(State())
    private let asked: AsyncStream<Answer>
    private let asking: AsyncStream<Answer>.Continuation

    init() { (asked, asking) = AsyncStream.makeStream() }

    func add(_ answer: @escaping Answer) {
        state.withLock { state in
            guard state.count < Self.most else { return }
            state.count += 1
            asking.yield(answer)
            guard state.answering == nil else { return }
            state.answering = Task { [asked] in
                for await answer in asked { await answer() }
            }
        }
    }

    /// Waits until every call has its answer, also calls that no rule has waited for.
    func settled() async {
        asking.finish()
        await state.withLock { $0.answering }?.value
    }
}
