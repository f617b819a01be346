import TenantModel

/// The values of `##KEY##` and `@@KEY@@` (seed format A4, F5).
///
/// A value never breaks the syntax around it and keeps the positions of the file: it is put into the value or key that
/// the marker stands in. Only where a plain value of the file would read it as more than one word, such as
/// `[ ##MORE## ]`, it becomes a part of the text before that is read (`KeywordInsertion`).
struct Keywords {
    struct Value {
        let node: SeedNode
        /// Where it was given: in the seed's own `emulator.keywords`, or by somebody else.
        let isOwn: Bool
    }

    private let values: [String: Value]
    /// Of the deployment tool's files, which may name every variable.
    private let environment: [String: String]
    /// `emulator.keywords: false`: the seed has no keywords, and what looks like one is text.
    let isOff: Bool
    private let budget = Budget()

    /// What keywords may add to a seed: a short value that stands often is a long text.
    private final class Budget {
        private var left = SeedLimits.mostBytesOfKeywords

        func spend(_ bytes: Int) -> Bool {
            left = max(0, left - bytes)
            return left > 0
        }
    }

    /// No keyword has a value.
    static var none: Keywords { Keywords(emulator: nil, dialect: .ownSeed, given: GivenKeywords()) }

    /// Overlays go before `emulator.keywords`, that before the environment, and that before the tool's configuration.
    ///
    /// - Parameter emulator: the seed's, as written.
    init(emulator: SeedNode?, dialect: Dialect, given: GivenKeywords) {
        isOff = given.overlays.isEmpty && emulator?["keywords"]?.flag == false
        environment = dialect == .deployTool ? given.environment : [:]
        var values: [String: Value] = [:]
        for (name, node) in given.mapping where environment[name] == nil {
            values[name] = Value(node: node, isOwn: false)
        }
        for node in emulator?["keywords_from_env"]?.items ?? [] {
            guard let name = node.text, let text = given.environment[name] else { continue }
            let value = SeedNode(content: .scalar(.init(text: text, isPlain: false)), position: node.position)
            values[name] = Value(node: value, isOwn: true)
        }
        for entry in emulator?["keywords"]?.entries ?? [] {
            values[entry.key] = Value(node: entry.value, isOwn: true)
        }
        for (name, node) in given.overlays { values[name] = Value(node: node, isOwn: false) }
        self.values = values
    }

    func value(of marker: KeywordMarker) -> Value? {
        if let value = values[marker.name] { return value }
        guard marker.isConventional, let text = environment[marker.name] else { return nil }
        return Value(
            node: SeedNode(content: .scalar(.init(text: text, isPlain: false)), position: .start),
            isOwn: false
        )
    }

    /// Whether so many bytes may still be put in; false once a seed has grown too much.
    func spend(_ bytes: Int) -> Bool { budget.spend(bytes) }

    static let growth = "keywords make this seed larger than \(SeedLimits.mostBytesOfKeywords / 1_048_576) MiB"

    // MARK: In a text

    /// The text cut at its keywords; empty where it has none, nil where they would make it too long.
    ///
    /// - Parameter isQuoted: within double quotes, where the deployment tool's values may have escapes.
    func pieces(of text: String, isQuoted: Bool = false) -> [SourceText.Piece]? {
        guard !isOff else { return [] }
        var pieces: [SourceText.Piece] = []
        var start = text.startIndex
        for marker in KeywordMarker.all(in: text) {
            let given = value(of: marker)
            guard given != nil || marker.isConventional else { continue }
            let value = given.map { Self.text(of: $0, for: marker, isQuoted: isQuoted) }
            guard budget.spend(value?.utf8.count ?? 0) else { return nil }
            let range = value == nil ? marker.range : Self.withQuotes(marker, in: text, from: start)
            pieces.append(.init(written: text[start..<range.lowerBound], isKeyword: false))
            pieces.append(.init(written: text[range], isKeyword: true, value: value))
            start = range.upperBound
        }
        return pieces.isEmpty ? [] : pieces + [.init(written: text[start...], isKeyword: false)]
    }

    /// The marker, and the quotes directly around it where it brings its own.
    private static func withQuotes(_ marker: KeywordMarker, in text: String, from start: String.Index)
        -> Range<String.Index>
    {
        guard marker.isJSON, marker.range.lowerBound > start, marker.range.upperBound < text.endIndex else {
            return marker.range
        }
        let before = text.utf8.index(before: marker.range.lowerBound)
        let quote = text.utf8[before]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            text.utf8[marker.range.upperBound] == quote
        else { return marker.range }
        return before..<text.utf8.index(after: marker.range.upperBound)
    }

    /// What stands for a marker in a text.
    static func text(of value: Value, for marker: KeywordMarker, isQuoted: Bool = false) -> String {
        if marker.isJSON { return JSONValue(coreSchema: value.node).serializedText }
        let text = value.node.text ?? (value.node.isNull ? "" : JSONValue(coreSchema: value.node).serializedText)
        return isQuoted && !value.isOwn ? EscapedText.decoded(text) ?? text : text
    }
}
