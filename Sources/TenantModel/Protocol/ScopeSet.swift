/// Scope words in the order asked, each once (RFC 6749 §3.3).
///
/// In the legacy pipeline a word names a user attribute.
package struct ScopeSet: Hashable, Sendable {
    package private(set) var words: [String]

    package init(_ text: String) {
        // RFC 6749 §3.3 separates by blanks; people also write tabs and line ends.
        let words = text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
        self.init(words: words.map { String(Substring($0)) })
    }

    package init(words: [String] = []) {
        var seen: Set<String> = []
        self.words = words.filter { seen.insert($0).inserted }
    }

    package func contains(_ word: String) -> Bool { words.contains(word) }

    package var isEmpty: Bool { words.isEmpty }
    package var asksForIDToken: Bool { contains("openid") }
    package var asksForRefreshToken: Bool { contains("offline_access") }

    package func union(_ other: ScopeSet) -> ScopeSet { ScopeSet(words: words + other.words) }

    package func filtered(to allowed: Set<String>) -> ScopeSet { ScopeSet(words: words.filter(allowed.contains)) }
}

extension ScopeSet: CustomStringConvertible {
    package var description: String { words.joined(separator: " ") }
}
