package import TenantModel

/// A tenant's notes about its past: its log, and who used the old pipeline.
///
/// A store keeps them at a clean stop and in snapshots. A killed process loses the latest ones, which affects no token.
package struct Chronicle: Hashable, Sendable {
    package var log: [LogEntry] = []
    package var migration = MigrationTally.State()

    package init() {}
}

extension Chronicle: Recorded {
    package var record: JSONObject {
        ["log": .array(log.map { .object($0.record) }), "migration": .object(migration.record)]
    }

    package init(record: RecordReader) throws(RecordFault) {
        log = try record.things("log")
        migration = try record.thing("migration")
    }
}
