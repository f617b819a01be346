/// Compression (RFC 1951) of a picture's rows: one block with the fixed codes, which repeats the byte before or the row
/// above and nothing else.
struct Deflate {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var pendingCount = 0

    static func compress(_ rows: [UInt8], rowLength: Int) -> [UInt8] {
        var stream = Deflate()
        stream.write(0b011, count: 3)  // the last block, with fixed codes
        var place = 0
        while place < rows.count {
            let best = [1, rowLength].map { (distance: $0, length: repeats(rows, at: place, distance: $0)) }
                .max { $0.length < $1.length }
            if let best, best.length >= 4 {
                stream.write(length: best.length)
                stream.write(distance: best.distance)
                place += best.length
            } else {
                stream.write(symbol: Int(rows[place]))
                place += 1
            }
        }
        stream.write(symbol: 256)
        stream.write(0, count: 7)
        return stream.bytes
    }

    /// How many bytes from `place` on are those of `distance` before; 258 is what one code can say.
    private static func repeats(_ rows: [UInt8], at place: Int, distance: Int) -> Int {
        guard distance <= place else { return 0 }
        var length = 0
        while length < 258, place + length < rows.count, rows[place + length] == rows[place + length - distance] {
            length += 1
        }
        return length
    }

    /// The fixed codes of literals and lengths (RFC 1951 §3.2.6).
    private mutating func write(symbol: Int) {
        switch symbol {
        case ..<144: write(code: 0x30 + symbol, count: 8)
        case ..<256: write(code: 0x190 + symbol - 144, count: 9)
        case ..<280: write(code: symbol - 256, count: 7)
        default: write(code: 0xC0 + symbol - 280, count: 8)
        }
    }

    /// A symbol of 257 and above, and the bits that it leaves open (RFC 1951 §3.2.5).
    private mutating func write(length: Int) {
        guard length < 258 else { return write(symbol: 285) }
        let rest = length - 3
        guard rest >= 8 else { return write(symbol: 257 + rest) }
        let open = Int.bitWidth - rest.leadingZeroBitCount - 3
        write(symbol: 261 + 4 * open + (rest >> open & 3))
        write(UInt32(rest & ((1 << open) - 1)), count: open)
    }

    private mutating func write(distance: Int) {
        let rest = distance - 1
        guard rest >= 4 else { return write(code: rest, count: 5) }
        let open = Int.bitWidth - rest.leadingZeroBitCount - 2
        write(code: 2 * (open + 1) + (rest >> open & 1), count: 5)
        write(UInt32(rest & ((1 << open) - 1)), count: open)
    }

    /// A code stands with its highest bit first.
    private mutating func write(code: Int, count: Int) {
        for place in (0..<count).reversed() { write(UInt32(code >> place & 1), count: 1) }
    }

    /// Everything else stands with its lowest bit first.
    private mutating func write(_ bits: UInt32, count: Int) {
        pending |= bits << UInt32(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }
}
