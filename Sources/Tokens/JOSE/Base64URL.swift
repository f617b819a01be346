/// base64url without padding (RFC 7515 §2; RFC 4648 §5).
///
/// Every byte sequence has exactly one spelling here, so that no token has two names.
package enum Base64URL {
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable(text) ?? Array(bytes).withUnsafeBufferPointer(text)
    }

    /// Nil for padding, `+` and `/`, blanks, any other foreign character, an impossible length, non-zero trailing bits.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(utf8: text.utf8) }

    /// The same for a text at hand as bytes.
    package static func decode(utf8 bytes: some Sequence<UInt8>) -> [UInt8]? {
        bytes.withContiguousStorageIfAvailable { octets($0, from: strictValues, trailingBits: .mustBeZero) }
            ?? Array(bytes).withUnsafeBufferPointer { octets($0, from: strictValues, trailingBits: .mustBeZero) }
    }

    /// What people's secrets look like: either alphabet, with or without padding, any trailing bits.
    ///
    /// Nil for foreign characters, and for a length that leaves six bits over: libraries disagree about those.
    package static func decodeLenient(_ text: some StringProtocol) -> [UInt8]? {
        var digits = Array(text.utf8)
        var padding = 0
        while padding < 2, digits.last == UInt8(ascii: "=") {
            digits.removeLast()
            padding += 1
        }
        guard padding == 0 || (digits.count + padding) % 4 == 0 else { return nil }
        return digits.withUnsafeBufferPointer { octets($0, from: lenientValues, trailingBits: .ignored) }
    }

    /// Characters that `count` bytes take.
    static func encodedLength(_ count: Int) -> Int { (count * 4 + 2) / 3 }

    /// Writes the `encodedLength` characters of `bytes` at the start of `characters`.
    static func write(_ bytes: [UInt8], to characters: UnsafeMutableBufferPointer<UInt8>) {
        bytes.withUnsafeBufferPointer { write($0, to: characters) }
    }

    private static func write(
        _ bytes: UnsafeBufferPointer<UInt8>,
        to characters: UnsafeMutableBufferPointer<UInt8>
    ) {
        let alphabet = Self.alphabet.utf8Start
        var read = 0
        var written = 0
        while read + 3 <= bytes.count {
            let group = UInt32(bytes[read]) << 16 | UInt32(bytes[read + 1]) << 8 | UInt32(bytes[read + 2])
            characters[written] = alphabet[Int(group >> 18)]
            characters[written + 1] = alphabet[Int(group >> 12 & 63)]
            characters[written + 2] = alphabet[Int(group >> 6 & 63)]
            characters[written + 3] = alphabet[Int(group & 63)]
            read += 3
            written += 4
        }
        switch bytes.count - read {
        case 1:
            let group = UInt32(bytes[read]) << 4
            characters[written] = alphabet[Int(group >> 6)]
            characters[written + 1] = alphabet[Int(group & 63)]
        case 2:
            let group = (UInt32(bytes[read]) << 8 | UInt32(bytes[read + 1])) << 2
            characters[written] = alphabet[Int(group >> 12)]
            characters[written + 1] = alphabet[Int(group >> 6 & 63)]
            characters[written + 2] = alphabet[Int(group & 63)]
        default: break
        }
    }
}

extension Base64URL {
    private enum TrailingBits { case mustBeZero, ignored }

    private static var alphabet: StaticString { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" }
    private static let foreign: UInt8 = 0xFF
    private static let strictValues = values(extraDigits: [])
    private static let lenientValues = values(extraDigits: [(UInt8(ascii: "+"), 62), (UInt8(ascii: "/"), 63)])

    /// The value of each digit, by its code; `foreign` for what is none.
    private static func values(extraDigits: [(code: UInt8, value: UInt8)]) -> [UInt8] {
        var values = [UInt8](repeating: foreign, count: 256)
        for value in 0..<alphabet.utf8CodeUnitCount { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
        for digit in extraDigits { values[Int(digit.code)] = digit.value }
        return values
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let length = encodedLength(bytes.count)
        return String(unsafeUninitializedCapacity: length) { characters in
            write(bytes, to: characters)
            return length
        }
    }

    private static func octets(
        _ digits: UnsafeBufferPointer<UInt8>,
        from values: [UInt8],
        trailingBits: TrailingBits
    ) -> [UInt8]? {
        let rest = digits.count % 4
        guard rest != 1 else { return nil }
        return values.withUnsafeBufferPointer { values in
            // A foreign digit has its upper two bits set; they are gathered here and looked at once.
            var seen: UInt8 = 0
            var leftOver: UInt32 = 0
            let octets = [UInt8](unsafeUninitializedCapacity: digits.count * 3 / 4) { octets, written in
                func group(_ range: Range<Int>) -> UInt32 {
                    var bits: UInt32 = 0
                    for index in range {
                        let value = values[Int(digits[index])]
                        seen |= value
                        bits = bits << 6 | UInt32(value & 63)
                    }
                    return bits
                }
                let whole = digits.count - rest
                for start in stride(from: 0, to: whole, by: 4) {
                    let bits = group(start..<start + 4)
                    octets[written] = UInt8(truncatingIfNeeded: bits >> 16)
                    octets[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                    octets[written + 2] = UInt8(truncatingIfNeeded: bits)
                    written += 3
                }
                let bits = group(whole..<digits.count)
                if rest == 2 {
                    octets[written] = UInt8(truncatingIfNeeded: bits >> 4)
                    leftOver = bits & 0xF
                    written += 1
                } else if rest == 3 {
                    octets[written] = UInt8(truncatingIfNeeded: bits >> 10)
                    octets[written + 1] = UInt8(truncatingIfNeeded: bits >> 2)
                    leftOver = bits & 0x3
                    written += 2
                }
            }
            guard seen < 64, trailingBits == .ignored || leftOver == 0 else { return nil }
            return octets
        }
    }
}
