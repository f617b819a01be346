import TenantModel
import World

/// `setTimeout` and its kin, in real time: a frozen tenant's clock must not hold up a rule.
struct Timers {
    private struct Entry {
        let id: Int
        let due: Duration
    }

    /// In the order in which they fall due.
    private var entries: [Entry] = []

    mutating func start(_ id: Int, after delay: Duration) {
        let due = MachineTime.monotonic + delay
        let place = entries.firstIndex { $0.due > due } ?? entries.endIndex
        entries.insert(Entry(id: id, due: due), at: place)
    }

    mutating func stop(_ id: Int) { entries.removeAll { $0.id == id } }

    /// The first that is due.
    var due: Int? { entries.first.flatMap { $0.due <= MachineTime.monotonic ? $0.id : nil } }

    /// Until the next is due, in whole milliseconds, rounded up; negative where there is none.
    var wait: Int32 {
        guard let first = entries.first else { return -1 }
        let left = (first.due - MachineTime.monotonic) / .milliseconds(1)
        return Int32(max(0, left.rounded(.up)))
    }
}
