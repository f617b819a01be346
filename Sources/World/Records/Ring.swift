import Synchronization

/// A list that keeps its latest `capacity` entries and forgets older ones.
package final class Ring<Entry: Sendable>: Sendable {
    private struct State {
        var entries: [Entry] = []
        var oldest = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int) { self.capacity = capacity }

    package func append(_ entry: Entry) {
        state.withLock { state in
            if state.entries.count < capacity {
                state.entries.append(entry)
            } else {
                state.entries[state.oldest] = entry
                state.oldest = (state.oldest + 1) % capacity
            }
        }
    }

    /// Oldest first.
    package var entries: [Entry] {
        state.withLock { Array($0.entries[$0.oldest...] + $0.entries[..<$0.oldest]) }
    }

    package func removeAll() { state.withLock { $0 = State() } }
}
