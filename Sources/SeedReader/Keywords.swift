import TenantModel

/// `##KEY##` and `@@KEY@@` inside the values of a seed (seed format A4, F5).
///
/// They are replaced after parsing, so that a value can never break the syntax and positions stay those of the file.
/// Only upper-case names count: `@@password@@` in a script belongs to the tenant.
struct Keywords {
    private let values: [String: SeedNode]
    /// `emulator.keywords: false`: the seed has no keywords, and what looks like one is text.
    private let isOff: Bool
    private let budget = Budget()

    /// What keywords may add to a seed: a short value that stands often is a long text.
    private final class Budget {
        private var left = SeedReader.mostBytes

        func spend(_ bytes: Int) -> Bool {
            left = max(0, left - bytes)
            return left > 0
        }
    }

    /// What `emulator.keywords` gives, before what `emulator.keywords_from_env` names in `environment`.
    init(emulator: SeedNode?, environment: [String: String]) {
        isOff = emulator?["keywords"]?.flag == false
        var values: [String: SeedNode] = [:]
        for node in emulator?["keywords_from_env"]?.items ?? [] {
            guard let name = node.text, let value = environment[name] else { continue }
            values[name] = SeedNode(content: .scalar(.init(text: value, isPlain: false)), position: node.position)
        }
        for entry in emulator?["keywords"]?.entries ?? [] { values[entry.key] = entry.value }
        self.values = values
    }

    /// The tree with every keyword replaced; unknown ones are reported and left.
    func replaced(in node: SeedNode, at path: SeedPath, _ findings: Findings) -> SeedNode {
        guard !isOff else { return node }
        var node = node
        switch node.content {
        case .scalar(let scalar):
            guard scalar.text.utf8.count >= 5 else { return node }
            if let name = Self.wholeName(scalar.text), let value = values[name] {
                guard budget.spend(JSONValue(coreSchema: value).serialized.count) else {
                    reportGrowth(at: node.position, path, findings)
                    return node
                }
                node.content = value.content
                return node
            }
            let text = replaced(in: scalar.text, at: node.position, path, findings)
            if text != scalar.text { node.content = .scalar(.init(text: text, isPlain: false, written: scalar.text)) }
        case .list(let items):
            node.content = .list(items.enumerated().map { replaced(in: $1, at: path + $0, findings) })
        case .map(let entries):
            node.content = .map(
                entries.map { entry in
                    var entry = entry
                    let path = path + entry.key
                    // The keywords themselves are not searched for keywords.
                    guard path.description != "emulator.keywords" else { return entry }
                    entry.value = replaced(in: entry.value, at: path, findings)
                    return entry
                }
            )
        }
        return node
    }

    /// The same in a text, such as a script's: `##` takes the value as text, `@@` as JSON.
    func replaced(in text: String, at position: SeedPosition, _ path: SeedPath, _ findings: Findings) -> String {
        guard let pieces = pieces(of: text) else {
            reportGrowth(at: position, path, findings)
            return text
        }
        guard !pieces.isEmpty else { return text }
        for piece in pieces where piece.isKeyword && piece.value == nil {
            findings.report(
                findings.dialect.severityOfStrangers,
                .unresolvedKeyword,
                "no value for keyword \(piece.written); give it in emulator.keywords",
                at: position,
                path
            )
        }
        return pieces.map(\.text).joined()
    }

    private func reportGrowth(at position: SeedPosition, _ path: SeedPath, _ findings: Findings) {
        let most = SeedReader.mostBytes / 1_048_576
        findings.report(.badValue, "keywords make this seed larger than \(most) MiB", at: position, path)
    }

    /// A keyword of a text, or what stands between two.
    struct Piece {
        let written: Substring
        let isKeyword: Bool
        /// Nil also for a keyword without one.
        var value: String?

        var text: String { value ?? String(written) }
    }

    /// The text cut at its keywords; empty where it has none, nil where they would make it too long.
    func pieces(of text: String) -> [Piece]? {
        guard !isOff else { return [] }
        var pieces: [Piece] = []
        var rest = text[...]
        while let keyword = Self.firstKeyword(in: rest) {
            let value = values[keyword.name].map {
                keyword.isJSON ? JSONValue(coreSchema: $0).serializedText : Self.plainText($0)
            }
            guard budget.spend(value?.utf8.count ?? 0) else { return nil }
            pieces.append(Piece(written: rest[..<keyword.range.lowerBound], isKeyword: false))
            pieces.append(Piece(written: rest[keyword.range], isKeyword: true, value: value))
            rest = rest[keyword.range.upperBound...]
        }
        return pieces.isEmpty ? [] : pieces + [Piece(written: rest, isKeyword: false)]
    }

    /// Whether a text has what would be replaced.
    static func stand(in text: String) -> Bool { firstKeyword(in: text[...]) != nil }

    private static func plainText(_ value: SeedNode) -> String {
        value.text ?? (value.isNull ? "" : JSONValue(coreSchema: value).serializedText)
    }

    /// `KEY`, where the text is `@@KEY@@` and nothing else: it takes the value with its type.
    private static func wholeName(_ text: String) -> String? {
        guard let keyword = firstKeyword(in: text[...]), keyword.isJSON, text[keyword.range] == text[...] else {
            return nil
        }
        return keyword.name
    }

    private struct Keyword {
        let name: String
        let isJSON: Bool
        let range: Range<Substring.Index>
    }

    private static func firstKeyword(in text: Substring) -> Keyword? {
        var start = text.startIndex
        while let index = text.utf8[start...].firstIndex(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "@") })
        {
            let sign = text.utf8[index]
            let rest = text.utf8[index...].dropFirst()
            if rest.first == sign {
                let name = rest.dropFirst().prefix { byte in
                    byte.isDigit || byte == UInt8(ascii: "_")
                        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                }
                let behind = text.utf8[name.endIndex...].prefix(2)
                if !name.isEmpty, behind.count == 2, behind.allSatisfy({ $0 == sign }) {
                    return Keyword(
                        name: String(Substring(name)),
                        isJSON: sign == UInt8(ascii: "@"),
                        range: index..<behind.endIndex
                    )
                }
            }
            start = text.utf8.index(after: index)
        }
        return nil
    }
}
