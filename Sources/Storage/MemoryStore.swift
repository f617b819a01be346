import Synchronization
package import World

/// A tenant's memory for as long as the process lives.
package final class MemoryStore: Store {
    private let state: Mutex<TenantState>

    package init(_ state: TenantState) { self.state = Mutex(state) }

    package func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result {
        try state.withLock { current in
            var draft = current
            let result = try work(&draft)
            current = draft
            return result
        }
    }

    package func snapshot() async throws -> TenantState { state.withLock { $0 } }
}
