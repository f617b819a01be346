import Synchronization

/// A value that many rows may share.
protocol Shareable: AnyObject, Sendable {
    /// The bytes of all texts in it. Bytes are compared because Swift's `==` takes some different texts for equal.
    var key: SharingKey { get }

    /// True if a row may have the other one in place of this one.
    func isEqual(to other: Self) -> Bool
}

/// Finds an equal value among those in use, so that rows share one object instead of having a copy each.
///
/// A tenant and its snapshots use the same pool. It is only a cache: forgetting a value costs memory, nothing else.
final class SharingPool<Thing: Shareable>: Sendable {
    /// The most values in the pool.
    ///
    /// Rules may make every login different; then sharing is useless, and the pool must not grow.
    private static var mostThings: Int { 512 }

    private let known = Mutex<[SharingKey: Thing]>([:])

    var count: Int { known.withLock { $0.count } }

    /// An equal value from the pool, or else `thing` itself, which is then in the pool.
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

/// A list of texts as bytes; different lists have different bytes.
struct SharingKey: Hashable, Sendable {
    private var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        self.bytes.reserveCapacity(bytes.count + 256)
    }

    /// Appends a text; nil differs from the empty text.
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
