import Synchronization
package import TenantModel

/// The log that the Management API shows (`GET /api/v2/logs`): its latest 1,000 entries.
package final class TenantLog: Sendable {
    package static let mostEntries = 1000

    private let ring = Ring<LogEntry>(capacity: mostEntries)
    private let count = Atomic<Int>(0)

    init() {}

    /// How many entries were ever written.
    package var written: Int { count.load(ordering: .relaxed) }

    /// Appends an entry.
    ///
    /// - Parameter fill: sets what the entry says beside its kind, time and number.
    package func append(_ kind: LogEntry.Kind, at now: Timestamp, _ fill: (inout LogEntry) -> Void) {
        var entry = LogEntry(ordinal: count.add(1, ordering: .relaxed).newValue, at: now, kind: kind)
        fill(&entry)
        entry.shorten()
        ring.append(entry)
    }

    /// Oldest first.
    package var entries: [LogEntry] { ring.entries.sorted { $0.ordinal < $1.ordinal } }

    /// Continues an earlier log.
    func resume(_ entries: [LogEntry], written: Int) {
        ring.removeAll()
        for entry in entries { ring.append(entry) }
        count.store(written, ordering: .relaxed)
    }
}
