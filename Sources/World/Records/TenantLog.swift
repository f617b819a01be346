import Synchronization
package import TenantModel

/// The tenant's own log: the latest 1,000 entries.
package final class TenantLog: Sendable {
    private let ring = Ring<LogEntry>(capacity: 1000)
    private let count = Atomic<Int>(0)

    init() {}

    /// - Parameter fill: what the entry says beside its kind, time and number.
    package func append(_ kind: LogEntry.Kind, at now: Timestamp, _ fill: (inout LogEntry) -> Void) {
        var entry = LogEntry(ordinal: count.add(1, ordering: .relaxed).newValue, at: now, kind: kind)
        fill(&entry)
        entry.shorten()
        ring.append(entry)
    }

    /// Oldest first.
    package var entries: [LogEntry] { ring.entries.sorted { $0.ordinal < $1.ordinal } }

    package func removeAll() {
        ring.removeAll()
        count.store(0, ordering: .relaxed)
    }
}
