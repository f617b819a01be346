import TenantModel

/// The ways in which a text may hold a secret: as it is, inside JSON, in a query, in Base64.
struct SecretSpellings {
    private let text: String
    private let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// Each once, at least four bytes long.
    var all: [[UInt8]] {
        var spellings = [
            bytes, Array(JSONValue.string(text).serializedText.utf8.dropFirst().dropLast()), percentEncoded,
        ]
        spellings += lines
        for start in 0..<3 {
            spellings.append(base64(from: start, Self.standard))
            spellings.append(base64(from: start, Self.urlSafe))
        }
        var seen: Set<[UInt8]> = []
        return spellings.filter { $0.count >= 4 && seen.insert($0).inserted }
    }

    /// Of a key in PEM; a console shows it line by line.
    private var lines: [[UInt8]] {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
        guard lines.count > 1 else { return [] }
        return lines.filter { $0.count >= 16 && !$0.starts(with: Array("-----".utf8)) }
    }

    private var percentEncoded: [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    // MARK: Base64

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(standard.dropLast(2)) + Array("-_".utf8)

    /// The characters that the secret alone decides, `start` bytes behind a beginning of three: Basic credentials hold it
    /// behind a client's id.
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
        // Fewer than eight would be found by accident.
        return characters.count - shared < 8 ? [] : Array(characters.dropFirst(shared))
    }
}
