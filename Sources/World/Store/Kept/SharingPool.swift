import Synchronization

/// What many rows have in common.
protocol Shareable: AnyObject, Sendable {
    /// Equal bytes for equal texts: Swift takes some different texts for equal.
    var key: SharingKey { get }

    /// Whether rows that have the one may have the other instead.
    func isEqual(to other: Self) -> Bool
}

/// Things by their bytes, so that rows with equal ones share one.
///
/// One for a tenant and all its snapshots: it is no state, and whoever finds nothing in it keeps what they have.
final class SharingPool<Thing: Shareable>: Sendable {
    /// Rules may make every login different; then sharing is no use, and the pool must not grow.
    private static var mostThings: Int { 512 }

    private let known = Mutex<[SharingKey: Thing]>([:])

    var count: Int { known.withLock { $0.count } }

    /// One that is equal to `thing` and known to others, or `thing` itself.
    func shared(_ thing: Thing) -> Thing {
        let key = thing.key
        return known.withLock { known in
            if let same = known[key], same.isEqual(to: thing) { return same }
            if known.count >= Self.mostThings { known = [:] }
            known[key] = thing
            return thing
        }
    }
}

/// Writes texts one after the other so that no two lists of texts look the same.
struct SharingKey: Hashable, Sendable {
    private var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        self.bytes.reserveCapacity(bytes.count + 256)
    }

    /// Nil differs from the empty text.
    mutating func append(_ text: String?) {
        if let text { bytes.append(contentsOf: text.utf8) } else { bytes.append(0xFE) }
        // No UTF-8 text holds this byte, nor the one above.
        bytes.append(0xFF)
    }

    mutating func append(_ texts: [String]) {
        append("\(texts.count)")
        for text in texts { append(text) }
    }
}

extension SharingKey {
    static func == (left: Self, right: Self) -> Bool {
        left.bytes.withUnsafeBufferPointer { left in right.bytes.withUnsafeBufferPointer { left.hasSameBytes(as: $0) } }
    }

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
