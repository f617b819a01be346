import TenantModel
import World

/// The timers of `setTimeout` and `setInterval`.
///
/// They use real time, so that a frozen tenant clock does not block a rule.
struct Timers {
    private struct Entry {
        let id: Int
        let due: Duration
    }

    /// The timers in the order in which they become due.
    private var entries: [Entry] = []

    mutating func start(_ id: Int, after delay: Duration) {
        let due = MachineTime.monotonic + delay
        let place = entries.firstIndex { $0.due > due } ?? entries.endIndex
        entries.insert(Entry(id: id, due: due), at: place)
    }

    mutating func stop(_ id: Int) { entries.removeAll { $0.id == id } }

    /// The first timer that is due; nil if none is.
    var due: Int? { entries.first.flatMap { $0.due <= MachineTime.monotonic ? $0.id : nil } }

    /// The time until the next timer is due, in whole milliseconds, rounded up; negative if there is none.
    var wait: Int32 {
        guard let first = entries.first else { return -1 }
        let left = (first.due - MachineTime.monotonic) / .milliseconds(1)
        return Int32(max(0, left.rounded(.up)))
    }
}
