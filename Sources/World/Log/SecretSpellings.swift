import TenantModel

/// The ways in which a text may hold a secret: as it is, inside JSON, as a console shows it, in a query, in hexadecimal
/// digits, in Base64.
struct SecretSpellings {
    private let text: String
    private let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// All spellings of at least four bytes, without duplicates.
    var all: [[UInt8]] {
        var spellings = [
            bytes, Self.json(text), Self.json(String(decoding: Self.json(text), as: UTF8.self)),
            consoleEscaped(with: "\\'"), consoleEscaped(with: "\\"), Array(bytes.hexadecimal.utf8),
            Array(bytes.hexadecimal.uppercased().utf8),
        ]
        // RFC 3986 escapes more characters than JavaScript's encodeURIComponent; a form writes a blank as a plus.
        for kept in ["", "!'()*"] {
            for blank in ["%20", "+"] {
                let encoded = percentEncoded(keeping: kept, blank: blank)
                spellings += [encoded, Self.withSmallDigits(encoded)]
            }
        }
        spellings += lines
        for start in 0..<3 {
            spellings.append(base64(from: start, Self.standard))
            spellings.append(base64(from: start, Self.urlSafe))
        }
        var seen: Set<[UInt8]> = []
        return spellings.filter { $0.count >= 4 && seen.insert($0).inserted }
    }

    /// The lines of a key in PEM, because a console may show each line as a text of its own.
    private var lines: [[UInt8]] {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
        guard lines.count > 1 else { return [] }
        return lines.filter { $0.count >= 16 && !$0.starts(with: Array("-----".utf8)) }
    }

    /// The text as a JSON string, without the quotes.
    private static func json(_ text: String) -> [UInt8] {
        Array(JSONValue.string(text).serializedText.utf8.dropFirst().dropLast())
    }

    /// The text as JavaScript consoles show it within an object: control characters and the characters of `escaped`
    /// behind a backslash.
    private func consoleEscaped(with escaped: String) -> [UInt8] {
        let names: [UInt8: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
        return bytes.flatMap { byte -> [UInt8] in
            if let name = names[byte] { return Array(name.utf8) }
            if escaped.utf8.contains(byte) { return [UInt8(ascii: "\\"), byte] }
            guard byte < 0x20 || byte == 0x7F else { return [byte] }
            return Array("\\x".utf8) + Array([byte].hexadecimal.uppercased().utf8)
        }
    }

    private func percentEncoded(keeping kept: String, blank: String) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                [byte]
            case UInt8(ascii: " "): Array(blank.utf8)
            case _ where kept.utf8.contains(byte): [byte]
            default: [UInt8(ascii: "%")] + Array([byte].hexadecimal.uppercased().utf8)
            }
        }
    }

    /// The same escapes in lower case: `%2f` for `%2F`.
    private static func withSmallDigits(_ encoded: [UInt8]) -> [UInt8] {
        encoded.indices.map { index in
            let isDigit = encoded[max(0, index - 2)..<index].contains(UInt8(ascii: "%"))
            return isDigit && encoded[index] < 0x60 && encoded[index] >= 0x41 ? encoded[index] | 0x20 : encoded[index]
        }
    }

    // MARK: Base64

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(standard.dropLast(2)) + Array("-_".utf8)

    /// The Base64 characters that depend on the secret alone, if `start` bytes stand before it in its group of three.
    ///
    /// Basic credentials are an example: there the client's id stands before the secret.
    private func base64(from start: Int, _ alphabet: [UInt8]) -> [UInt8] {
        var characters: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in Array(repeating: 0, count: start) + bytes {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 6 {
                count -= 6
                characters.append(alphabet[bits >> count & 63])
            }
            bits &= 1 << count - 1
        }
        let shared = [0, 2, 3][start]
        // Fewer than eight characters would match other texts by chance.
        return characters.count - shared < 8 ? [] : Array(characters.dropFirst(shared))
    }
}
