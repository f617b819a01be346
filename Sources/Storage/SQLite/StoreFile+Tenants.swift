import GRDB
import TenantModel
package import World

extension StoreFile {
    /// In the order in which they were made.
    package func tenants() throws -> [KeptTenant] {
        try database.read { database in
            try Row.fetchAll(database, sql: "SELECT id, name, seed, source FROM tenants ORDER BY id").map { row in
                KeptTenant(number: row[0], name: row[1], seed: row[2], source: row[3])
            }
        }
    }

    /// Begins to keep a tenant, at its first instant.
    ///
    /// - Parameters:
    ///   - seed: its directory in the seed format.
    ///   - source: what it was read from.
    ///   - earlier: forgotten in the same transaction; the new one has its place.
    /// - Throws: `StoreFailure`.
    package func keep(
        _ name: String,
        seed: String,
        source: String,
        state: TenantState,
        bearings: Bearings,
        replacing earlier: KeptTenant? = nil
    ) async throws -> SQLiteStore {
        let snapshot = TenantSnapshot(unnamed: state, bearings)
        let number = try await commits.write { database in
            if let earlier {
                try database.execute(sql: "DELETE FROM tenants WHERE id = ?", arguments: [earlier.number])
            }
            try database.execute(
                sql: """
                    INSERT INTO tenants (id, name, seed, source, moment, chronicle, id_tokens)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    earlier?.number, name, seed, source, snapshot.moment.record.serializedText,
                    snapshot.chronicle.record.serializedText, state.idTokensIssued,
                ]
            )
            let number = database.lastInsertedRowID
            let rows = RowWriter(database, tenant: number)
            try rows.writeAll(of: state)
            try rows.save(snapshot)
            return number
        }
        return SQLiteStore(self, tenant: number, state: state, bearings: bearings)
    }

    /// Goes on with a kept tenant where it stood.
    ///
    /// - Throws: `StoreFileFault` for rows that nobody can read.
    package func resume(_ tenant: KeptTenant, directory: TenantDirectory) throws -> (SQLiteStore, Bearings) {
        let (state, moment, chronicle) = try readable {
            try database.read { database in
                let reader = RowReader(database, tenant: tenant.number)
                let (moment, chronicle, idTokens) = try reader.bearings()
                let state = try reader.state(StoreSchema.live, directory: directory, idTokensIssued: idTokens)
                return (state, moment, chronicle)
            }
        }
        let bearings = Bearings(resuming: moment, chronicle)
        return (SQLiteStore(self, tenant: tenant.number, state: state, bearings: bearings), bearings)
    }

    /// Says of a kept tenant what it is now read from.
    package func setSource(_ source: String, of tenant: KeptTenant) async throws {
        try await commits.write { database in
            try database.execute(
                sql: "UPDATE tenants SET source = ? WHERE id = ?",
                arguments: [source, tenant.number]
            )
        }
    }

    /// - Throws: `StoreFileFault` instead of what a row, its JSON or SQLite has to say.
    func readable<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let error as RecordFault {
            throw StoreFileFault(path, "holds a row that cannot be read: \(error)")
        } catch let error as JSONSyntaxError {
            throw StoreFileFault(path, "holds a row that is not JSON: \(error)")
        } catch let error as DatabaseError {
            throw StoreFileFault(path, "cannot be read: \(error.message ?? "\(error.resultCode)")")
        }
    }
}
