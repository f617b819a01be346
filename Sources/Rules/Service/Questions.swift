import Synchronization

/// What one run asks of the tenant, answered in the order in which it was asked: the same rules leave the same tenant.
final class Questions: Sendable {
    typealias Answer = @Sendable () async -> Void

    private struct State {
        var count = 0
        var answering: Task<Void, Never>?
    }

    /// The sandbox keeps to it; a worker that does not is not listened to.
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

    /// Until each has its answer, also those that no rule waited for.
    func settled() async {
        asking.finish()
        await state.withLock { $0.answering }?.value
    }
}
