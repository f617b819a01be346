import Synchronization
package import TenantModel

/// The tenant's own log: the latest 1,000 entries.
package final class TenantLog: Sendable {
    private let ring = Ring<LogEntry>(capacity: 1000)
    private let count = Atomic<Int>(0)

    init() {}

    /// - Parameter fill: what the entry says beside its kind, time and id.
    package func append(_ kind: LogEntry.Kind, at now: Timestamp, _ fill: (inout LogEntry) -> Void) {
        let ordinal = count.add(1, ordering: .relaxed).newValue
        var entry = LogEntry(id: Self.id(ordinal, at: now), at: now, kind: kind)
        fill(&entry)
        ring.append(entry)
    }

    /// Oldest first.
    package var entries: [LogEntry] { ring.entries }

    package func removeAll() {
        ring.removeAll()
        count.store(0, ordering: .relaxed)
    }

    /// `900`, the instant to the millisecond, and the entry's number: 56 digits (Management API §1.1).
    private static func id(_ ordinal: Int, at now: Timestamp) -> String {
        let instant = String(decoding: now.rfc3339.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
        let number = String(ordinal)
        let zeros = String(repeating: "0", count: max(0, 36 - number.utf8.count))
        return "900\(instant)\(zeros)\(number)"
    }
}
