import Synchronization

/// What one run asks of the tenant, answered in the order in which it was asked: the same rules leave the same tenant.
final class Questions: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    func add(_ answer: @escaping @Sendable () async -> Void) {
        last.withLock { last in
            let earlier = last
            last = Task {
                await earlier?.value
                await answer()
            }
        }
    }

    /// Until each has its answer, also those that no rule waited for.
    func settled() async { await last.withLock { $0 }?.value }
}
