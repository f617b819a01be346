import GRDB
import TenantModel
import World

/// Writes a tenant's rows, in the middle of a transaction.
struct RowWriter {
    private let database: Database
    private let tenant: Int64

    init(_ database: Database, tenant: Int64) {
        self.database = database
        self.tenant = tenant
    }

    func write(_ change: RowChange, to snapshot: Int64 = StoreSchema.live) throws {
        guard let record = change.record else {
            return try execute(
                "DELETE FROM rows WHERE tenant = ? AND snapshot = ? AND kind = ? AND number = ?",
                [tenant, snapshot, change.table.rawValue, change.number]
            )
        }
        try execute(
            "INSERT OR REPLACE INTO rows (tenant, snapshot, kind, number, record) VALUES (?, ?, ?, ?, ?)",
            [tenant, snapshot, change.table.rawValue, change.number, record.serializedText]
        )
    }

    /// The tenant is another altogether.
    func writeAll(of state: TenantState, to snapshot: Int64 = StoreSchema.live) throws {
        try execute("DELETE FROM rows WHERE tenant = ? AND snapshot = ?", [tenant, snapshot])
        for row in state.everyRow { try write(row, to: snapshot) }
    }

    func write(_ moment: TenantMoment, idTokensIssued: Int) throws {
        try execute(
            "UPDATE tenants SET moment = ?, id_tokens = ? WHERE id = ?",
            [moment.record.serializedText, idTokensIssued, tenant]
        )
    }

    func write(_ chronicle: Chronicle) throws {
        try execute("UPDATE tenants SET chronicle = ? WHERE id = ?", [chronicle.record.serializedText, tenant])
    }

    /// - Returns: false, and nothing is written, where there is one of that name.
    @discardableResult
    func save(_ snapshot: TenantSnapshot) throws -> Bool {
        try execute(
            """
            INSERT OR IGNORE INTO snapshots (tenant, name, at, digest, moment, chronicle, id_tokens)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                tenant, snapshot.label.name, snapshot.label.at.milliseconds, snapshot.label.digest,
                snapshot.moment.record.serializedText, snapshot.chronicle.record.serializedText,
                snapshot.state.idTokensIssued,
            ]
        )
        guard database.changesCount > 0 else { return false }
        let number = database.lastInsertedRowID
        try writeAll(of: snapshot.state, to: number)
        return true
    }

    /// - Returns: false where there is none of that name.
    func removeSnapshot(named name: String) throws -> Bool {
        let found = try Int64.fetchOne(
            database,
            sql: "SELECT id FROM snapshots WHERE tenant = ? AND name = ?",
            arguments: [tenant, name]
        )
        guard let number = found else { return false }
        try execute("DELETE FROM rows WHERE tenant = ? AND snapshot = ?", [tenant, number])
        try execute("DELETE FROM snapshots WHERE id = ?", [number])
        return true
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: arguments)
    }
}
