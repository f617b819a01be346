import GRDB
import Synchronization
import World

/// One SQLite file that keeps tenants: one process, one writer, whole units of work.
///
/// The tenants live in memory; the file is what they are made of again. Each batch of work that was answered is one
/// SQLite transaction in its write-ahead log, so `kill -9` takes nothing back. A power cut may take the last moments
/// back, and never half a unit of work, unless `isDurable` asks for every commit to reach the disk.
package final class StoreFile: Sendable {
    package let path: String
    let database: DatabaseQueue
    let commits: CommitQueue
    private let claim: Mutex<StorePath.Claim?>

    /// Opens the file, or makes it.
    ///
    /// - Throws: `StoreFileFault`; a file that is not ours, or that somebody has open, is left as it is.
    package init(_ path: String, isDurable: Bool = false) throws(StoreFileFault) {
        let path = StorePath.absolute(path)
        self.path = path
        let claim: StorePath.Claim
        do {
            claim = try StorePath.prepare(path) { making in
                let database = try DatabaseQueue(path: making)
                // Before the file has a write-ahead log, or its header would not say whose it is until that is folded in.
                try database.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA application_id = \(StorePath.applicationID)")
                }
                try database.close()
            }
        } catch let fault as StoreFileFault {
            throw fault
        } catch {
            throw Self.fault(path, error)
        }
        do {
            let database = try DatabaseQueue(path: path, configuration: Self.configuration(isDurable))
            try Self.migrate(database, path)
            self.database = database
            commits = CommitQueue(database, path: path)
            self.claim = Mutex(claim)
        } catch {
            throw error as? StoreFileFault ?? Self.fault(path, error)
        }
    }

    private static func configuration(_ isDurable: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "understudy.store"
        // Whoever has the file keeps it until the end: waiting longer than this is no use.
        configuration.busyMode = .timeout(0.3)
        configuration.prepareDatabase { database in
            // Exclusive: a second process is refused, and there is no shared memory to lose.
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try database.execute(sql: "PRAGMA cache_size = -16384")
        }
        return configuration
    }

    private static func migrate(_ database: DatabaseQueue, _ path: String) throws {
        let migrator = StoreSchema.migrator
        let isNewer = try database.read { try migrator.hasBeenSuperseded($0) }
        guard !isNewer else {
            throw StoreFileFault(path, "was written by a newer version of Understudy; use that, or another file")
        }
        try migrator.migrate(database)
    }

    private static func fault(_ path: String, _ error: any Error) -> StoreFileFault {
        guard let error = error as? DatabaseError else { return StoreFileFault(path, "cannot be used: \(error)") }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreFileFault(path, StorePath.inUse)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return StoreFileFault(path, "is damaged (\(error.message ?? "no reason given")); restore or remove it")
        case .SQLITE_READONLY: return StoreFileFault(path, "cannot be written")
        case .SQLITE_CANTOPEN: return StoreFileFault(path, "cannot be opened, or its folder cannot be written")
        default: return StoreFileFault(path, "cannot be used: \(error.message ?? "\(error.resultCode)")")
        }
    }

    /// `PRAGMA synchronous` as SQLite has it: 1 NORMAL, 2 FULL.
    package var synchronous: Int {
        get throws { try database.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 } }
    }

    /// Folds the write-ahead log into the file and lets go of it; whatever is asked afterwards fails.
    package func close() throws {
        try database.close()
        claim.withLock { $0 = nil }
    }
}
