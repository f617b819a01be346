import Crypto
import Synchronization
package import TenantModel

/// Draws a tenant's ids, codes and tokens.
///
/// With `system` entropy every draw is the system generator's. With a text, draw number *n* of a kind is a function of
/// text, kind and *n* alone: `HMAC-SHA256(text, kind 0 n 0 block)`.
package final class Identifiers: Sendable {
    package let entropy: Entropy
    private let ordinals = Mutex<[IdentifierKind: Int]>([:])
    private let draws = Atomic<Int>(0)

    package init(_ entropy: Entropy) { self.entropy = entropy }

    package func next(_ kind: IdentifierKind) -> String {
        let (prefix, length, alphabet) = kind.shape
        let characters = alphabet.characters
        var bytes = Bytes(entropy, kind, ordinal(of: kind))
        let limit = 256 / characters.count * characters.count
        let body = String(unsafeUninitializedCapacity: length) { buffer in
            var filled = 0
            while filled < length {
                let byte = Int(bytes.next())
                // Bytes past the last whole multiple would favour the alphabet's first letters.
                guard byte < limit else { continue }
                buffer[filled] = characters[byte % characters.count]
                filled += 1
            }
            return filled
        }
        return prefix + body
    }

    /// A number that changes with every draw from a numbered stream.
    var drawCount: Int { draws.load(ordering: .relaxed) }

    /// How many values each stream has given; empty with `system` entropy.
    package var drawn: [IdentifierKind: Int] { ordinals.withLock { $0 } }

    /// Continues every stream after so many draws; `[:]` begins all of them again.
    package func resume(_ drawn: [IdentifierKind: Int] = [:]) {
        ordinals.withLock { $0 = drawn }
        draws.add(1, ordering: .relaxed)
    }

    private func ordinal(of kind: IdentifierKind) -> Int {
        guard case .text = entropy else { return 0 }
        return ordinals.withLock { ordinals in
            let ordinal = ordinals[kind, default: 0]
            ordinals[kind] = ordinal + 1
            draws.add(1, ordering: .relaxed)
            return ordinal
        }
    }

    private struct Bytes {
        private let source: Entropy
        private let kind: IdentifierKind
        private let ordinal: Int
        private var block = 0
        private var buffer: [UInt8] = []
        private var position = 0

        init(_ source: Entropy, _ kind: IdentifierKind, _ ordinal: Int) {
            self.source = source
            self.kind = kind
            self.ordinal = ordinal
        }

        mutating func next() -> UInt8 {
            if position == buffer.count { refill() }
            defer { position += 1 }
            return buffer[position]
        }

        private mutating func refill() {
            position = 0
            switch source {
            case .system:
                buffer = SystemEntropy.bytes(64)
            case .text(let text):
                let message = "\(kind.rawValue)\0\(ordinal)\0\(block)"
                block += 1
                let key = SymmetricKey(data: Array(text.utf8))
                buffer = Array(HMAC<SHA256>.authenticationCode(for: Array(message.utf8), using: key))
            }
        }
    }
}
