import Yams

/// The one YAML (or JSON) document of a seed file.
enum SeedDocument {
    /// Reads the text; what is wrong goes to `findings`, and nil says that nothing can be made of it.
    static func read(_ findings: Findings) -> SeedNode? {
        guard let blinded = BlindedText(findings.source.text) else {
            findings.report(.syntax, "the text uses every private character of Unicode", at: .start, .root)
            return nil
        }
        var duplicates = DuplicateKeys()
        do {
            let (root, parser) = try duplicates.compose(blinded.text)
            return withExtendedLifetime(parser) { build(root, blinded, duplicates, findings) }
        } catch let error as YamlError {
            report(error, to: findings)
        } catch {
            findings.report(.syntax, "not readable as YAML", at: .start, .root)
        }
        return nil
    }

    private static func build(
        _ root: Node?,
        _ blinded: BlindedText,
        _ duplicates: DuplicateKeys,
        _ findings: Findings
    ) -> SeedNode? {
        guard let root else { return nil }
        var builder = NodeBuilder(blinded: blinded, duplicates: duplicates, findings: findings)
        do {
            return try builder.build(root, at: .root).node
        } catch {
            findings.report(error.code, error.message, at: error.position, error.path)
            return nil
        }
    }

    private static func report(_ error: YamlError, to findings: Findings) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            let position = SeedPosition(line: mark.line, column: mark.column)
            let isTooDeep = problem.hasPrefix("Maximum nesting level")
            let hint = hint(for: findings.source, at: position).map { "; \($0)" } ?? ""
            let message = isTooDeep ? "nested deeper than \(NodeBuilder.deepest) levels" : problem + hint
            findings.report(.syntax, message, at: position, .root)
        case .composer(_, let problem, let mark, _):
            findings.report(
                .syntax,
                problem == "but found another document" ? "a second document; a seed is one" : problem,
                at: .init(line: mark.line, column: mark.column),
                .root
            )
        case .duplicatedKeysInMapping(let names, let context):
            findings.report(
                .duplicateKey,
                "duplicate key \"\(names.first ?? "")\" in one map",
                at: .init(line: context.mark.line, column: context.mark.column),
                .root
            )
        case .reader(let problem, _, _, _):
            findings.report(.syntax, problem, at: findings.source.firstControlCharacter ?? .start, .root)
        default:
            findings.report(.syntax, "not readable as YAML", at: .start, .root)
        }
    }

    /// The mistakes that the scanner's own words do not explain.
    private static func hint(for source: SourceText, at position: SeedPosition) -> String? {
        // The parser stumbles over the value behind such a key, not over the key.
        let nearby = [source.line(position.line - 1), source.line(position.line)]
        if nearby.contains(where: { $0.drop(while: \.isWhitespace).hasPrefix("? ") }) {
            return "explicit keys (\"? key\") are not read"
        }
        return switch source.line(position.line).unicodeScalars.dropFirst(position.column - 1).first {
        case "@": "quote keywords: \"@@KEY@@\""
        case "\t": "indent and separate with blanks, not with a tab"
        case "`": "quote it"
        case "%": "quote it; directives are not read"
        default: nil
        }
    }
}

extension SourceText {
    /// The YAML scanner counts such a character's place in bytes; people count lines.
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
