/// A script or key, and the place where it is written.
struct AttachedText {
    enum Place {
        case file(SourceText)
        /// A value of the seed itself.
        case value(of: SourceText, at: SeedPosition)
    }

    /// The text with keywords replaced.
    let text: String
    let written: String
    /// The pieces of `written`; empty if it has no keywords.
    let pieces: [SourceText.Piece]
    let place: Place

    /// The place in a file that corresponds to an offset in `text`.
    ///
    /// Inside a keyword's value it is the place of the keyword. If the text is not written line by line in the seed, as
    /// a block scalar is, it is the place of the whole value.
    func source(at offset: Int) -> (file: SourceText, position: SeedPosition) {
        let position = written.position(at: offsetInWritten(offset))
        switch place {
        case .file(let file): return (file, position)
        case .value(let seed, let start):
            // The content of a block scalar begins on the line after `|`.
            let line = Substring(seed.line(start.line + position.line)).unicodeScalars
            let content = written.line(position.line)
            let indentation = line.count - content.count
            guard indentation >= 0, line.prefix(indentation).allSatisfy({ $0 == " " }),
                line.dropFirst(indentation).elementsEqual(content)
            else { return (seed, start) }
            return (seed, .init(line: start.line + position.line, column: indentation + position.column))
        }
    }

    /// The place in a file that corresponds to a line and column of `text`; for a place after its end, the end.
    func source(of position: SeedPosition) -> (file: SourceText, position: SeedPosition) {
        source(at: text.offset(of: position))
    }

    private func offsetInWritten(_ offset: Int) -> Int {
        var (before, beforeWritten) = (0, 0)
        for piece in pieces {
            let count = piece.text.unicodeScalars.count
            if offset < before + count { return beforeWritten + (piece.value == nil ? offset - before : 0) }
            before += count
            beforeWritten += piece.written.unicodeScalars.count
        }
        return beforeWritten + offset - before
    }
}

extension String {
    /// The line without its line end; empty for a line after the last one.
    fileprivate func line(_ number: Int) -> Substring.UnicodeScalarView {
        let lines = unicodeScalars.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? lines[number - 1] : Substring().unicodeScalars
    }

    /// The offset in Unicode scalars; a place after a line's end, or after the last line, counts as that end.
    fileprivate func offset(of position: SeedPosition) -> Int {
        var start = unicodeScalars.startIndex
        for _ in 1..<max(position.line, 1) {
            guard let end = unicodeScalars[start...].firstIndex(of: "\n") else { return unicodeScalars.count }
            start = unicodeScalars.index(after: end)
        }
        let end = unicodeScalars[start...].firstIndex(of: "\n") ?? unicodeScalars.endIndex
        let column = min(max(position.column, 1) - 1, unicodeScalars.distance(from: start, to: end))
        return unicodeScalars.distance(from: unicodeScalars.startIndex, to: start) + column
    }

    fileprivate func position(at offset: Int) -> SeedPosition {
        unicodeScalars.prefix(offset).reduce(into: SeedPosition.start) { position, character in
            position =
                character == "\n"
                ? .init(line: position.line + 1, column: 1) : .init(line: position.line, column: position.column + 1)
        }
    }
}
