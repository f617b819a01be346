import Yams

/// A text that the YAML library has read.
struct ComposedText {
    /// The document's root; nil for a text without content.
    let root: Node?
    let blinded: BlindedText
    let duplicates: DuplicateKeys
    /// Kept because it owns the anchors' names.
    private let parser: Parser

    /// - Parameter hidden: keywords that the scanner must not read as comments or as YAML's own signs.
    init(_ text: String, hiding hidden: [KeywordMarker]) throws(UnreadableText) {
        guard let blinded = BlindedText(text, hiding: hidden) else { throw .withoutPrivateCharacters }
        self.blinded = blinded
        var duplicates = DuplicateKeys()
        do {
            (root, parser) = try duplicates.compose(blinded.text)
        } catch let error as YamlError {
            throw .yaml(error)
        } catch {
            throw .other
        }
        self.duplicates = duplicates
    }
}

/// Why a text cannot be read as YAML.
enum UnreadableText: Error {
    case withoutPrivateCharacters
    case yaml(YamlError)
    case other

    func report(to findings: Findings, _ file: Int) {
        switch self {
        case .withoutPrivateCharacters:
            let message = "the text uses every private character of Unicode"
            findings.report(.syntax, message, at: .init(line: 1, column: 1, file: file), .root)
        case .yaml(let error): Self.report(error, to: findings, file)
        case .other:
            findings.report(.syntax, "not readable as YAML", at: .init(line: 1, column: 1, file: file), .root)
        }
    }

    private static func report(_ error: YamlError, to findings: Findings, _ file: Int) {
        let source = findings.sources[file]
        func place(_ mark: Mark) -> SeedPosition { .init(line: mark.line, column: mark.column, file: file) }
        let start = SeedPosition(line: 1, column: 1, file: file)
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            let isTooDeep = problem.hasPrefix("Maximum nesting level")
            let hint = hint(for: source, at: place(mark)).map { "; \($0)" } ?? ""
            let message = isTooDeep ? "nested deeper than \(NodeBuilder.deepest) levels" : problem + hint
            findings.report(.syntax, message, at: place(mark), .root)
        case .composer(_, let problem, let mark, _):
            let message = problem == "but found another document" ? "a second document; a seed is one" : problem
            findings.report(.syntax, message, at: place(mark), .root)
        case .duplicatedKeysInMapping(let names, let context):
            let message = "duplicate key \"\(names.first ?? "")\" in one map"
            findings.report(.duplicateKey, message, at: place(context.mark), .root)
        case .reader(let problem, _, _, _):
            let position = source.firstControlCharacter.map {
                SeedPosition(line: $0.line, column: $0.column, file: file)
            }
            findings.report(.syntax, problem, at: position ?? start, .root)
        default: findings.report(.syntax, "not readable as YAML", at: start, .root)
        }
    }

    /// Advice on mistakes that the scanner's own message does not explain.
    private static func hint(for source: SourceText, at position: SeedPosition) -> String? {
        let before = SeedPosition(line: position.line, column: max(position.column - 1, 1))
        if source.isOfKeyword(position) || source.isOfKeyword(before) {
            return "a keyword's value is no YAML here; write the keyword in quotes"
        }
        // For such a key the parser complains about the place of its value, so look at the line before, too.
        let nearby = [source.line(position.line - 1), source.line(position.line)]
        if nearby.contains(where: { $0.drop(while: \.isWhitespace).hasPrefix("? ") }) {
            return "explicit keys (\"? key\") are not read"
        }
        return switch source.line(position.line).unicodeScalars.dropFirst(position.column - 1).first {
        case "@", "`": "quote it"
        case "\t": "indent and separate with blanks, not with a tab"
        case "%": "quote it; directives are not read"
        default: nil
        }
    }
}

extension SourceText {
    /// The first control character; the YAML scanner reports only its offset in bytes.
    fileprivate var firstControlCharacter: SeedPosition? {
        var position = SeedPosition.start
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                position = .init(line: position.line + 1, column: 1)
                continue
            }
            let isBreakOrTab = scalar == "\t" || scalar == "\r" || scalar == "\u{85}"
            if !isBreakOrTab, scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return position }
            position.column += 1
        }
        return nil
    }
}
