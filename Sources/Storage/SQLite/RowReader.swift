import GRDB
import TenantModel
import World

/// Reads what was kept of a tenant.
struct RowReader {
    /// Deeper than anything a request may send, plus what a record wraps around it.
    private static let depth = 512

    private let database: Database
    private let tenant: Int64

    init(_ database: Database, tenant: Int64) {
        self.database = database
        self.tenant = tenant
    }

    func bearings() throws -> (TenantMoment, Chronicle, idTokensIssued: Int) {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT moment, chronicle, id_tokens FROM tenants WHERE id = ?",
            arguments: [tenant]
        )
        guard let row else { throw RecordFault(member: "tenant") }
        return (try TenantMoment(record: Self.record(row[0])), try Chronicle(record: Self.record(row[1])), row[2])
    }

    func state(_ snapshot: Int64, directory: TenantDirectory, idTokensIssued: Int) throws -> TenantState {
        var rows: [StoredTable: [TenantState.KeptRow]] = [:]
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT kind, number, record FROM rows WHERE tenant = ? AND snapshot = ? ORDER BY kind, number",
            arguments: [tenant, snapshot]
        )
        while let row = try cursor.next() {
            guard let table = StoredTable(rawValue: row[0]) else { throw RecordFault(member: row[0]) }
            rows[table, default: []].append(.init(number: row[1], record: try Self.record(row[2])))
        }
        return try TenantState(directory: directory, rows: rows, idTokensIssued: idTokensIssued)
    }

    /// In the order of their taking; the tenant's first instant is none of them.
    func labels() throws -> [TenantSnapshot.Label] {
        try Row.fetchAll(
            database,
            sql: "SELECT name, at, digest FROM snapshots WHERE tenant = ? AND name <> ? ORDER BY id",
            arguments: [tenant, TenantSnapshot.originName]
        ).map(Self.label)
    }

    func snapshot(named name: String, directory: TenantDirectory) throws -> TenantSnapshot? {
        let row = try Row.fetchOne(
            database,
            sql:
                "SELECT name, at, digest, id, moment, id_tokens, chronicle FROM snapshots WHERE tenant = ? AND name = ?",
            arguments: [tenant, name]
        )
        guard let row else { return nil }
        return TenantSnapshot(
            label: try Self.label(row),
            state: try state(row[3], directory: directory, idTokensIssued: row[5]),
            moment: try TenantMoment(record: Self.record(row[4])),
            chronicle: try Chronicle(record: Self.record(row[6]))
        )
    }

    private static func label(_ row: Row) throws -> TenantSnapshot.Label {
        guard let at = Timestamp(milliseconds: row[1]) else { throw RecordFault(member: "at") }
        return TenantSnapshot.Label(name: row[0], at: at, digest: row[2])
    }

    private static func record(_ text: String) throws -> JSONObject {
        guard let object = try JSONValue(parsing: text, depth: depth).object else {
            throw RecordFault(member: "record")
        }
        return object
    }
}
