import Yams

/// Composes a document in which a map may have a key twice, and notes where.
///
/// The library stops at the first such key and reports one place. This type renames that key in the text and tries
/// again, so that both places can be reported and the rest of the seed is checked, too.
struct DuplicateKeys {
    /// The places of renamed keys, with their original names.
    private(set) var renamed: [SeedPosition: String] = [:]

    /// The most attempts; each one reads the whole text again.
    private static let mostRounds = 8

    /// The document's root, which is nil for a text without content, and the parser, which owns the anchors' names.
    ///
    /// - Throws: `YamlError` for every other mistake.
    mutating func compose(_ text: String) throws -> (root: Node?, parser: Parser) {
        var text = text
        var spare: [Unicode.Scalar]?
        while true {
            // The basic resolver guesses no types: guessing would match six regular expressions against every key.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            do {
                return (try parser.singleRoot(), parser)
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let position = SeedPosition(line: context.mark.line, column: context.mark.column)
                var marks = spare ?? BlindedText.charactersAbsent(from: text, count: Self.mostRounds)
                let mark = marks.popLast()
                spare = marks
                guard let name = names.first, let mark,
                    let next = Self.renaming(name, at: position, to: mark, in: text)
                else { throw YamlError.duplicatedKeysInMapping(duplicates: names, context: context) }
                renamed[position] = name
                text = next
            }
        }
    }

    /// The text with the first character of the key replaced; nil if the key is not written as it reads, but escaped.
    private static func renaming(
        _ name: String,
        at position: SeedPosition,
        to mark: Unicode.Scalar,
        in text: String
    ) -> String? {
        var scalars = text.unicodeScalars
        guard var index = scalars.index(of: position) else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
        guard let first = name.unicodeScalars.first, index < scalars.endIndex, scalars[index] == first else {
            return nil
        }
        scalars.replaceSubrange(index...index, with: CollectionOfOne(mark))
        return String(scalars)
    }
}

extension String.UnicodeScalarView {
    fileprivate func index(of position: SeedPosition) -> Index? {
        var index = startIndex
        for _ in 1..<position.line {
            guard let end = self[index...].firstIndex(of: "\n") else { return nil }
            index = self.index(after: end)
        }
        guard let found = self.index(index, offsetBy: position.column - 1, limitedBy: endIndex), found < endIndex
        else { return nil }
        return found
    }
}
