import TenantModel

/// Finds every spelling of every secret in one pass over a text.
struct MaskTable: Sendable {
    struct Secret {
        let text: String
        /// Names the secret in the text that replaces it: `(hidden: configuration.KEY)`.
        let name: String
    }

    private struct Pattern {
        let bytes: [UInt8]
        let replacement: [UInt8]
    }

    /// The patterns by their first four bytes; those with the same four bytes are sorted, the longest first.
    private let patterns: [UInt32: [Pattern]]

    /// Secrets shorter than this are not masked: they would be found inside common words, and are easy to guess anyway.
    private static let fewestBytes = 4
    /// A text that ends with the first bytes of a secret, at least so many, holds a secret that was cut off.
    private static let fewestBytesOfCut = 8
    /// What the sandbox appends to a console line that it has cut off.
    private static let endOfCut = Array(" … (truncated)".utf8)

    init(_ secrets: [Secret]) {
        var patterns: [UInt32: [Pattern]] = [:]
        for secret in secrets where secret.text.utf8.count >= Self.fewestBytes {
            let replacement = Array("(hidden: \(secret.name))".utf8)
            for bytes in SecretSpellings(secret.text).all {
                patterns[Self.key(bytes, 0), default: []].append(Pattern(bytes: bytes, replacement: replacement))
            }
        }
        self.patterns = patterns.mapValues { list in
            list.enumerated().sorted { ($1.element.bytes.count, $0.offset) < ($0.element.bytes.count, $1.offset) }
                .map(\.element)
        }
    }

    func masked(_ text: String) -> String {
        guard !patterns.isEmpty, text.utf8.count >= Self.fewestBytes else { return text }
        let bytes = Array(text.utf8)
        let end =
            bytes.suffix(Self.endOfCut.count).elementsEqual(Self.endOfCut)
            ? bytes.count - Self.endOfCut.count : bytes.count
        var (index, copied) = (0, 0)
        var output: [UInt8] = []
        while index + Self.fewestBytes <= end {
            guard let list = patterns[Self.key(bytes, index)],
                let (pattern, length) = Self.match(list, in: bytes[index..<end])
            else {
                index += 1
                continue
            }
            output += bytes[copied..<index] + pattern.replacement
            index += length
            copied = index
        }
        // Most texts hold no secret: return them without a copy.
        return copied == 0 ? text : String(decoding: output + bytes[copied...], as: UTF8.self)
    }

    /// The longest pattern that the text begins with, or else a pattern whose beginning is the whole text.
    private static func match(_ list: [Pattern], in text: ArraySlice<UInt8>) -> (Pattern, Int)? {
        if let whole = list.first(where: { text.starts(with: $0.bytes) }) { return (whole, whole.bytes.count) }
        guard text.count >= fewestBytesOfCut, let cut = list.first(where: { $0.bytes.starts(with: text) }) else {
            return nil
        }
        return (cut, text.count)
    }

    private static func key(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[index + $1]) }
    }
}
