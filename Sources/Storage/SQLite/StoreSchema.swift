import GRDB

/// The tables of a store's file.
///
/// Migrations are only ever added: files of every released version can be opened.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: tenants, rows, snapshots") { database in
            // `seed` is the tenant's directory in the seed format, `source` what it was read from, both as JSON.
            try database.execute(
                sql: """
                    CREATE TABLE tenants (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
                        seed TEXT NOT NULL, source TEXT NOT NULL, moment TEXT NOT NULL,
                        chronicle TEXT NOT NULL, id_tokens INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE snapshots (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        tenant INTEGER NOT NULL REFERENCES tenants(id) ON DELETE CASCADE,
                        name TEXT NOT NULL, at INTEGER NOT NULL, digest TEXT NOT NULL, moment TEXT NOT NULL,
                        chronicle TEXT NOT NULL, id_tokens INTEGER NOT NULL, UNIQUE (tenant, name)
                    ) STRICT;
                    CREATE TABLE rows (
                        tenant INTEGER NOT NULL REFERENCES tenants(id) ON DELETE CASCADE,
                        snapshot INTEGER NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, record TEXT NOT NULL,
                        PRIMARY KEY (tenant, snapshot, kind, number)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
        }
        return migrator
    }

    /// `snapshot` of rows that are the tenant as it stands.
    static let live: Int64 = 0
}
