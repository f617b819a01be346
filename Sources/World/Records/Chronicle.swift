package import TenantModel

/// What a tenant has written down about its past: its log, and who used the old pipeline.
///
/// Kept at a clean end and in snapshots; what is lost with a killed process is lost to nobody's tokens.
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
