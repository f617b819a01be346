import GRDB
import Synchronization
import World

/// The one writer of a file: what is waiting is written together, in the order of its happening.
///
/// While a transaction is under way the next ones gather, so the more callers there are the less each write costs.
final class CommitQueue: Sendable {
    private struct Waiting {
        var commits: [Commit] = []
        var isWriting = false
    }

    private let database: DatabaseQueue
    private let path: String
    private let waiting = Mutex(Waiting())

    init(_ database: DatabaseQueue, path: String) {
        self.database = database
        self.path = path
    }

    /// To be called while the store's ledger is locked: its commits are written in the order of its work.
    func append(_ commit: Commit) {
        let isFirst = waiting.withLock { waiting in
            waiting.commits.append(commit)
            defer { waiting.isWriting = true }
            return !waiting.isWriting
        }
        if isFirst { database.asyncWriteWithoutTransaction { self.writeAll($0) } }
    }

    /// Takes a store's waiting commits out again: they were built on what could not be written.
    func withdraw(of store: SQLiteStore) -> [Commit] {
        waiting.withLock { waiting in
            let withdrawn = waiting.commits.filter { $0.store === store }
            waiting.commits.removeAll { $0.store === store }
            return withdrawn
        }
    }

    /// Runs `work` in a transaction of its own.
    ///
    /// - Throws: `StoreFailure`.
    func write<Result: Sendable>(_ work: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        do { return try await database.write(work) } catch { throw StoreFailure(path, error) }
    }

    private func writeAll(_ database: Database) {
        while true {
            let batch = waiting.withLock { waiting -> [Commit] in
                let batch = waiting.commits
                waiting.commits = []
                waiting.isWriting = !batch.isEmpty
                return batch
            }
            guard !batch.isEmpty else { return }
            do {
                try database.inTransaction(.immediate) {
                    try Self.write(batch, to: database)
                    return .commit
                }
                for commit in Self.latest(of: batch) { commit.store.hasWritten(commit) }
                for commit in batch { commit.settle(.success(())) }
            } catch {
                fail(batch, StoreFailure(path, error))
            }
        }
    }

    private static func write(_ batch: [Commit], to database: Database) throws {
        let latest = latest(of: batch)
        // A tenant that was thrown away meanwhile has no place for its rows.
        let forgotten = latest.map(\.store).filter(\.isForgotten)
        for commit in batch where !forgotten.contains(where: { $0 === commit.store }) {
            let rows = RowWriter(database, tenant: commit.store.tenant)
            switch commit.content {
            case .rows(let changes): for change in changes { try rows.write(change) }
            case .everything:
                try rows.writeAll(of: commit.state)
                try rows.write(commit.store.chronicleToWrite)
            }
        }
        for commit in latest {
            let rows = RowWriter(database, tenant: commit.store.tenant)
            try rows.write(commit.store.momentToWrite(), idTokensIssued: commit.state.idTokensIssued)
        }
    }

    /// The last one of each store: what its tenant is once the batch is written.
    private static func latest(of batch: [Commit]) -> [Commit] {
        var latest: [Commit] = []
        for commit in batch.reversed() where !latest.contains(where: { $0.store === commit.store }) {
            latest.append(commit)
        }
        return latest
    }

    /// Nothing of the batch has happened, and nothing that was built on it.
    private func fail(_ batch: [Commit], _ failure: StoreFailure) {
        var stores: [SQLiteStore] = []
        for commit in batch where !stores.contains(where: { $0 === commit.store }) { stores.append(commit.store) }
        let built = stores.flatMap { $0.rollBack() }
        for commit in batch + built { commit.settle(.failure(failure)) }
    }
}

extension StoreFailure {
    fileprivate init(_ path: String, _ error: any Error) {
        let error = error as? DatabaseError
        let reason = error.map { $0.message ?? "\($0.resultCode)" } ?? "it is closed"
        self.init("the store \(path) could not be written: \(reason)", isFull: error?.resultCode == .SQLITE_FULL)
    }
}
