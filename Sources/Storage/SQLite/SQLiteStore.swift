import GRDB
import Synchronization
import TenantModel
package import World

/// A tenant's memory that outlives the process.
///
/// Work is done on the state in memory; its caller is answered once the rows it changed are in the file, and everything
/// that it saw is there too.
package final class SQLiteStore: Store {
    private struct Ledger {
        /// What the next unit of work begins with.
        var current: TenantState
        /// What the file holds.
        var written: TenantState
        /// The latest that is not written yet.
        var last: Commit?
        /// What was used up when last something was written.
        var usage: Bearings.Usage?
        var isForgotten = false
    }

    private let file: StoreFile
    let tenant: Int64
    private let bearings: Bearings
    private let ledger: Mutex<Ledger>

    init(_ file: StoreFile, tenant: Int64, state: TenantState, bearings: Bearings) {
        self.file = file
        self.tenant = tenant
        self.bearings = bearings
        ledger = Mutex(Ledger(current: state, written: state))
    }

    package func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result {
        let (result, commit) = try ledger.withLock { ledger in
            var draft = ledger.current.noting
            let result = try work(&draft)
            let changes = draft.changes
            // Whoever only looked has to wait for what was seen.
            if let changes, changes.isEmpty { return (result, ledger.last) }
            return (result, append(changes.map(Commit.Content.rows) ?? .everything, draft.settled, to: &ledger))
        }
        try await commit?.written()
        return result
    }

    package func state() async throws -> TenantState { ledger.withLock { $0.written } }

    package func keep() async throws {
        let usage = bearings.usage
        let commit = ledger.withLock { ledger -> Commit? in
            if ledger.usage == usage { return ledger.last }
            return append(.rows([]), ledger.current, to: &ledger)
        }
        try await commit?.written()
    }

    private func append(_ content: Commit.Content, _ state: TenantState, to ledger: inout Ledger) -> Commit {
        ledger.current = state
        let commit = Commit(self, content, state: state)
        guard !ledger.isForgotten else {
            // A request that was under way when its tenant was thrown away ends as if it had come before.
            ledger.written = state
            commit.settle(.success(()))
            return commit
        }
        ledger.last = commit
        file.commits.append(commit)
        return commit
    }

    /// Where the tenant stands, for the transaction that is being written.
    func momentToWrite() -> TenantMoment {
        // Before the moment: what is used up in between is written once more, rather than never.
        let usage = bearings.usage
        ledger.withLock { $0.usage = usage }
        return bearings.moment
    }

    var chronicleToWrite: Chronicle { bearings.chronicle }

    var isForgotten: Bool { ledger.withLock { $0.isForgotten } }

    func hasWritten(_ commit: Commit) {
        ledger.withLock { ledger in
            ledger.written = commit.state
            if ledger.last === commit { ledger.last = nil }
        }
    }

    /// - Returns: commits that were built on what could not be written.
    func rollBack() -> [Commit] {
        ledger.withLock { ledger in
            ledger.current = ledger.written
            ledger.last = nil
            ledger.usage = nil
            return file.commits.withdraw(of: self)
        }
    }

    package func close() async throws {
        try await keep()
        let (state, moment, chronicle) = (try await state(), bearings.moment, bearings.chronicle)
        try await file.commits.write { [tenant] database in
            let rows = RowWriter(database, tenant: tenant)
            try rows.write(moment, idTokensIssued: state.idTokensIssued)
            try rows.write(chronicle)
        }
    }
}

extension SQLiteStore {
    package func origin() async throws -> TenantSnapshot {
        guard let origin = try await savedSnapshot(named: TenantSnapshot.originName) else {
            throw StoreFailure("the store \(file.path) has lost the first instant of this tenant")
        }
        return origin
    }

    package func save(_ snapshot: TenantSnapshot) async throws -> Bool {
        try await unlessGone { [file, tenant] in
            try await file.commits.write { try RowWriter($0, tenant: tenant).save(snapshot) }
        }
    }

    package func snapshotLabels() async throws -> [TenantSnapshot.Label] {
        try await read { try $0.labels() }
    }

    package func savedSnapshot(named name: String) async throws -> TenantSnapshot? {
        let directory = try await state().directory
        return try await read { try $0.snapshot(named: name, directory: directory) }
    }

    package func removeSnapshot(named name: String) async throws -> Bool {
        try await unlessGone { [file, tenant] in
            try await file.commits.write { try RowWriter($0, tenant: tenant).removeSnapshot(named: name) }
        }
    }

    private func read<Result: Sendable>(_ work: @escaping @Sendable (RowReader) throws -> Result) async throws -> Result
    {
        try await unlessGone { [file, tenant] in
            do {
                return try await file.database.read { database in
                    try file.readable { try work(RowReader(database, tenant: tenant)) }
                }
            } catch let fault as StoreFileFault {
                throw StoreFailure(fault.description)
            }
        }
    }

    /// What fails, or finds nothing, because the tenant has been thrown away meanwhile is told as that.
    private func unlessGone<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            let result = try await work()
            guard !isForgotten else { throw TenantGone() }
            return result
        } catch {
            throw isForgotten ? TenantGone() : error
        }
    }

    package func forget() async throws {
        do {
            try await file.commits.write { [tenant] database in
                try database.execute(sql: "DELETE FROM tenants WHERE id = ?", arguments: [tenant])
                // Here, where nothing else is being written: what waits behind this has nowhere to go.
                self.ledger.withLock { $0.isForgotten = true }
            }
        } catch {
            ledger.withLock { $0.isForgotten = false }
            throw error
        }
    }
}
