import Synchronization
import World

/// A unit of work that waits to be written; whoever did it is answered when it is.
final class Commit: Sendable {
    enum Content: Sendable {
        case rows([RowChange])
        /// The state is another altogether.
        case everything
    }

    private enum Progress {
        case open([CheckedContinuation<Void, any Error>])
        case settled(Result<Void, StoreFailure>)
    }

    let store: SQLiteStore
    let content: Content
    /// What the tenant is once this is written.
    let state: TenantState
    private let progress = Mutex(Progress.open([]))

    init(_ store: SQLiteStore, _ content: Content, state: TenantState) {
        self.store = store
        self.content = content
        self.state = state
    }

    /// - Throws: `StoreFailure` where it could not be written.
    func written() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result = progress.withLock { progress -> Result<Void, StoreFailure>? in
                switch progress {
                case .open(let waiting):
                    progress = .open(waiting + [continuation])
                    return nil
                case .settled(let result): return result
                }
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func settle(_ result: Result<Void, StoreFailure>) {
        let waiting = progress.withLock { progress -> [CheckedContinuation<Void, any Error>] in
            guard case .open(let waiting) = progress else { return [] }
            progress = .settled(result)
            return waiting
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
