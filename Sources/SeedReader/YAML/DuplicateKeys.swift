import Yams

/// Composes a document whose maps may hold a key twice, and tells where.
///
/// The library stops at the first such key and names one place. Renaming that key in the text, in place, and trying
/// again shows the other place and lets the rest of the seed be checked too.
struct DuplicateKeys {
    /// Where a key stands that was renamed, and what was written there.
    private(set) var renamed: [SeedPosition: String] = [:]

    /// More rounds than a person makes mistakes of this kind; each costs a whole reading.
    private static let mostRounds = 8

    /// The document, or nil where it has no content, and the parser, which owns the anchors' names.
    ///
    /// - Throws: `YamlError` for everything else that is wrong.
    mutating func compose(_ text: String) throws -> (root: Node?, parser: Parser) {
        var text = text
        var spare: [Unicode.Scalar]?
        while true {
            // The basic resolver guesses no types, which would cost six regular expressions for every key.
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

    /// The text with the first character of the key replaced; nil where the key is not written as it reads.
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
