import Crypto
package import TenantModel

/// Values that a service elsewhere would have made up: of the right form, good nowhere, and always the same for the same
/// occasion.
///
/// A function of the seed's `random_seed` and what it is about alone, whatever `entropy` says: nobody's secret hangs on it.
package struct Fabrication: Sendable {
    package enum Alphabet: Sendable {
        case capitals, alphanumeric, base64, hexadecimal

        fileprivate var characters: [UInt8] {
            switch self {
            case .capitals: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
            case .alphanumeric: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
            case .base64: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
            case .hexadecimal: Array("0123456789abcdef".utf8)
            }
        }
    }

    private let key: SymmetricKey
    private let occasion: String

    /// - Parameter occasion: everything in which two of them differ.
    package init(by emulator: EmulatorSettings, about occasion: [String]) {
        key = SymmetricKey(data: Array(emulator.randomSeed.utf8))
        self.occasion = occasion.joined(separator: "\0")
    }

    /// - Parameter name: what the value is: each has a stream of its own.
    package func text(_ name: String, _ count: Int, of alphabet: Alphabet) -> String {
        let characters = alphabet.characters
        var text: [UInt8] = []
        var block = 0
        while text.count < count {
            let message = Array("fabrication\0\(name)\0\(block)\0\(occasion)".utf8)
            text += HMAC<SHA256>.authenticationCode(for: message, using: key).map {
                characters[Int($0) % characters.count]
            }
            block += 1
        }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }

    /// In the form of RFC 9562; its version and variant say that it is a name-based one of one's own making (8).
    package func uuid(_ name: String) -> String {
        let digits = Array(text(name, 32, of: .hexadecimal))
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<8))-\(part(8..<12))-8\(part(13..<16))-a\(part(17..<20))-\(part(20..<32))"
    }
}
