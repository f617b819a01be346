import TenantModel

/// The values of keywords, `##KEY##` and `@@KEY@@`.
///
/// A value is put into the parsed value or key that the marker stands in, so that it cannot break the syntax around it,
/// and places in the file stay the same. Only a value that may be several words of YAML, as in `[ ##MORE## ]`, is put
/// into the text before parsing (`KeywordInsertion`).
struct Keywords {
    struct Value {
        let node: SeedNode
        /// True if the seed itself gives it, in `emulator.keywords` or by `emulator.keywords_from_env`.
        let isOwn: Bool
    }

    private let values: [String: Value]
    /// The environment for the deployment tool's files, which may use every variable; empty for our own seeds.
    private let environment: [String: String]
    /// True for `emulator.keywords: false`: texts that look like keywords stay as they are.
    let isOff: Bool
    private let budget = Budget()

    /// Limits how many bytes keywords add to a seed, because one value may be used very often.
    private final class Budget {
        private var left = SeedLimits.mostBytesOfKeywords

        func spend(_ bytes: Int) -> Bool {
            left = max(0, left - bytes)
            return left > 0
        }
    }

    /// Keywords without any value.
    static var none: Keywords { Keywords(emulator: nil, dialect: .ownSeed, given: GivenKeywords()) }

    /// Collects the values: overlays override `emulator.keywords`, that overrides the environment, and that the tool's
    /// configuration.
    ///
    /// - Parameter emulator: the seed's `emulator`, as written.
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

    /// Counts bytes that a keyword adds; false if the seed has become too large.
    func spend(_ bytes: Int) -> Bool { budget.spend(bytes) }

    static let growth = "keywords make this seed larger than \(SeedLimits.mostBytesOfKeywords / 1_048_576) MiB"

    // MARK: In a text

    /// The text cut at its keywords; empty if it has none, nil if they would make the seed too large.
    ///
    /// - Parameter isQuoted: true inside double quotes, where values of the deployment tool may have escapes.
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

    /// The range of the marker, with the quotes directly around `@@KEY@@`: its JSON value has quotes of its own.
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

    /// The text that replaces a marker.
    static func text(of value: Value, for marker: KeywordMarker, isQuoted: Bool = false) -> String {
        if marker.isJSON { return JSONValue(coreSchema: value.node).serializedText }
        let text = value.node.text ?? (value.node.isNull ? "" : JSONValue(coreSchema: value.node).serializedText)
        return isQuoted && !value.isOwn ? EscapedText.decoded(text) ?? text : text
    }
}
