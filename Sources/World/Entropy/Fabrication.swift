import Crypto
package import TenantModel

/// Makes up values that the service behind an add-on (AWS, Salesforce, SAP) would issue: they have the right form, and
/// no real service accepts them.
///
/// A value is a function of the seed's `random_seed` and the occasion, whatever `entropy` says. It may be predictable,
/// because it opens nothing.
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

    /// - Parameter occasion: everything that tells two fabrications apart.
    package init(by emulator: EmulatorSettings, about occasion: [String]) {
        key = SymmetricKey(data: Array(emulator.randomSeed.utf8))
        self.occasion = occasion.joined(separator: "\0")
    }

    /// - Parameter name: what the value is; two names give unrelated values.
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

    /// A UUID of version 8, which RFC 9562 leaves to each application's own rules.
    package func uuid(_ name: String) -> String {
        let digits = Array(text(name, 32, of: .hexadecimal))
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<8))-\(part(8..<12))-8\(part(13..<16))-a\(part(17..<20))-\(part(20..<32))"
    }
}
