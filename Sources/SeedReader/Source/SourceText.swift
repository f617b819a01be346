/// The text of a file, and the file's name in messages.
final class SourceText {
    let file: String
    let text: String
    /// The text as written, if this is the text with keywords replaced; otherwise nil.
    private let origin: Origin?

    private struct Origin {
        let written: SourceText
        /// The start of each piece in this text and in the written one, counted in Unicode scalars.
        let pieces: [(start: Int, writtenStart: Int, isValue: Bool)]
    }

    /// A keyword of a text, or the text between two keywords.
    struct Piece {
        let written: Substring
        let isKeyword: Bool
        /// The value that replaces the keyword; nil for other text, and for a keyword without a value.
        var value: String?

        var text: String { value ?? String(written) }
    }

    init(file: String, text: String) {
        self.file = file
        self.text = text
        origin = nil
    }

    /// Creates the text of the same file with its keywords replaced.
    init(_ written: SourceText, _ pieces: [Piece]) {
        file = written.file
        text = pieces.map(\.text).joined()
        var starts: [(start: Int, writtenStart: Int, isValue: Bool)] = []
        var (start, writtenStart) = (0, 0)
        for piece in pieces {
            starts.append((start, writtenStart, piece.value != nil))
            writtenStart += piece.written.unicodeScalars.count
            start += piece.value?.unicodeScalars.count ?? piece.written.unicodeScalars.count
        }
        origin = Origin(written: written, pieces: starts)
    }

    /// The line's text without its line end; empty for a line after the last one.
    ///
    /// - Parameter limit: for a line with more Unicode scalars than this the result is empty.
    func line(_ number: Int, upTo limit: Int = .max) -> String {
        guard lineStarts.indices.contains(number - 1) else { return "" }
        let rest = text.unicodeScalars[lineStarts[number - 1].index...]
        var (line, count) = (Substring().unicodeScalars, 0)
        for scalar in rest {
            guard !Self.endsLine(scalar) else { break }
            guard count < limit else { return "" }
            line.append(scalar)
            count += 1
        }
        return String(line.last == "\r" ? line.dropLast() : line)
    }

    /// The file as written, and the place there that corresponds to a place in this text.
    ///
    /// For a place inside a keyword's value it is the place of the keyword.
    func asWritten(_ position: SeedPosition) -> (source: SourceText, position: SeedPosition) {
        guard let origin, lineStarts.indices.contains(position.line - 1) else { return (self, position) }
        let offset = lineStarts[position.line - 1].offset + position.column - 1
        let index = origin.pieces.partitioningIndex { $0.start > offset }
        guard index > 0 else { return (origin.written, position) }
        let piece = origin.pieces[index - 1]
        let written = piece.writtenStart + (piece.isValue ? 0 : offset - piece.start)
        return (origin.written, origin.written.position(ofCharacter: written, file: position.file))
    }

    /// True if the value of a keyword stands there.
    func isOfKeyword(_ position: SeedPosition) -> Bool {
        guard let origin, lineStarts.indices.contains(position.line - 1) else { return false }
        let offset = lineStarts[position.line - 1].offset + position.column - 1
        let index = origin.pieces.partitioningIndex { $0.start > offset }
        return index > 0 && origin.pieces[index - 1].isValue
    }

    private func position(ofCharacter offset: Int, file: Int) -> SeedPosition {
        let line = lineStarts.partitioningIndex { $0.offset > offset }
        return .init(line: line, column: offset - lineStarts[line - 1].offset + 1, file: file)
    }

    /// The start of each line.
    ///
    /// Lines end where the YAML scanner ends them, so that its line numbers fit.
    private lazy var lineStarts: [(index: String.Index, offset: Int)] = {
        let scalars = text.unicodeScalars
        var starts = [(index: text.startIndex, offset: 0)]
        var offset = 0
        for index in scalars.indices {
            offset += 1
            if Self.endsLine(scalars[index]) { starts.append((scalars.index(after: index), offset)) }
        }
        return starts
    }()

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}

extension Array {
    /// The first index from which on every element satisfies the predicate.
    fileprivate func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
