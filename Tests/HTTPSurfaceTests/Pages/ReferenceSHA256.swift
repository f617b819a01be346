/// SHA-256 written down from FIPS 180-4, so that a page's policy is not checked with the code that made it.
enum ReferenceSHA256 {
    /// In base 64 with padding, as policies write it.
    static func base64(of text: String) -> String { base64(digest(Array(text.utf8))) }

    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state = fractions(of: primes(8), root: { $0.squareRoot() })
        let constants = fractions(of: primes(64), root: cubeRoot)
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        padded += bigEndian(UInt64(message.count) * 8)

        for start in stride(from: 0, to: padded.count, by: 64) {
            var words = stride(from: start, to: start + 64, by: 4).map { place in
                padded[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            }
            for t in 16..<64 {
                let small0 = rotated(words[t - 15], 7) ^ rotated(words[t - 15], 18) ^ words[t - 15] >> 3
                let small1 = rotated(words[t - 2], 17) ^ rotated(words[t - 2], 19) ^ words[t - 2] >> 10
                words.append(words[t - 16] &+ small0 &+ words[t - 7] &+ small1)
            }
            var v = state
            for t in 0..<64 {
                let big1 = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
                let choice = v[4] & v[5] ^ ~v[4] & v[6]
                let first = v[7] &+ big1 &+ choice &+ constants[t] &+ words[t]
                let big0 = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
                let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
                v = [first &+ big0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
            }
            for index in 0..<8 { state[index] &+= v[index] }
        }
        return state.flatMap { bigEndian($0) }
    }

    /// The first 32 bits of the fractional parts of the primes' roots (§4.2.2, §5.3.3).
    private static func fractions(of primes: [Int], root: (Double) -> Double) -> [UInt32] {
        primes.map { prime in
            let value = root(Double(prime))
            return UInt32((value - value.rounded(.down)) * 0x1p32)
        }
    }

    private static func cubeRoot(of number: Double) -> Double {
        var root = number.squareRoot()
        for _ in 0..<60 { root -= (root * root * root - number) / (3 * root * root) }
        return root
    }

    private static func primes(_ count: Int) -> [Int] {
        Array((2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }.prefix(count))
    }

    private static func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 { word >> places | word << (32 - places) }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        let digits = stride(from: 0, to: bits.count, by: 6).map { start in
            (start..<start + 6).reduce(0) { $0 << 1 | ($1 < bits.count ? Int(bits[$1]) : 0) }
        }
        return String(digits.map { alphabet[$0] }) + String(repeating: "=", count: (4 - digits.count % 4) % 4)
    }
}
