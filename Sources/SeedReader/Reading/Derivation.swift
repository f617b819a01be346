import Crypto

/// Derives values that a seed omits, such as ids and secrets.
///
/// A value depends only on `random_seed`, its kind and its natural key, such as a client's name. Adding a client never
/// changes another client's id.
struct Derivation: Sendable {
    enum Kind: String {
        case clientID = "client_id"
        case clientSecret = "client_secret"
        // Kinds of their own, because another client may be named `global`.
        case globalClientID = "global_client_id"
        case globalClientSecret = "global_client_secret"
        case connectionID = "connection_id"
        case ruleID = "rule_id"
        case userID = "user_id"
        case deviceID = "device_id"
        case refreshToken = "refresh_token"
        case identityProviderAccessToken = "idp_access_token"
    }

    private let key: SymmetricKey

    init(randomSeed: String) { key = SymmetricKey(data: Array(randomSeed.utf8)) }

    /// `count` characters of `[A-Za-z0-9]`.
    func alphanumerics(_ kind: Kind, _ naturalKey: String..., count: Int) -> String {
        text(bytes(kind, naturalKey, count: count)) { Self.alphabet[Int($0) % 62] }
    }

    /// `count` characters of `[A-Za-z0-9_-]`.
    ///
    /// Each character is six bits of a byte; if `count` is a multiple of four, the text is also well-formed base64url.
    func base64URLCharacters(_ kind: Kind, _ naturalKey: String..., count: Int) -> String {
        text(bytes(kind, naturalKey, count: count)) { Self.alphabet[Int($0) % 64] }
    }

    /// `byteCount` bytes as base64url without padding.
    func base64URL(_ kind: Kind, _ naturalKey: String..., byteCount: Int) -> String {
        let bytes = bytes(kind, naturalKey, count: byteCount)
        var characters: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { characters.append(Self.base64URLAlphabet[bits >> (18 - 6 * place) & 63]) }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// `count` lower-case hexadecimal digits; `count` is even.
    func hexadecimal(_ kind: Kind, _ naturalKey: String..., count: Int) -> String {
        bytes(kind, naturalKey, count: count / 2).hexadecimal
    }

    /// HMAC-SHA256 of the kind and the parts of the natural key, joined by zero bytes.
    ///
    /// Bytes beyond the first 32 come from the same message with a zero byte and the number of the block appended.
    private func bytes(_ kind: Kind, _ naturalKey: [String], count: Int) -> [UInt8] {
        let message = Array(([kind.rawValue] + naturalKey).joined(separator: "\0").utf8)
        var bytes = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        var block = 2
        while bytes.count < count {
            bytes += HMAC<SHA256>.authenticationCode(for: message + [0] + Array(String(block).utf8), using: key)
            block += 1
        }
        return Array(bytes.prefix(count))
    }

    private func text(_ bytes: [UInt8], _ character: (UInt8) -> UInt8) -> String {
        String(decoding: bytes.map(character), as: UTF8.self)
    }

    /// Begins with letters and digits, so that its first 62 characters are an alphabet, too.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
    /// RFC 4648 §5.
    private static let base64URLAlphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
