import Synchronization

/// What a pure function gave for the arguments it had so far.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private let values = Mutex<[Key: Value]>([:])

    /// Forgets everything when it would hold more than `limit` values; they can be computed again.
    init(limit: Int) { self.limit = limit }

    /// Computes outside the lock: two at once do the work twice and get equal values, and nobody waits.
    func value<Failure: Error>(
        for key: Key,
        computing: (Key) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let value = values.withLock({ $0[key] }) { return value }
        let value = try computing(key)
        values.withLock { values in
            if values.count >= limit { values.removeAll() }
            values[key] = value
        }
        return value
    }
}
