import Yams

/// Puts values of keywords into a seed's text before the text is parsed.
///
/// This happens for values that may be several words of YAML, and for keywords that have a line of their own. All other
/// keywords are replaced after parsing.
struct KeywordInsertion {
    /// The markers of all keywords in the text, in order.
    let markers: [KeywordMarker]
    let keywords: Keywords
    let isOverlay: Bool

    /// The text in pieces; nil if no value must be put in before parsing.
    ///
    /// - Parameters:
    ///   - root: the document, parsed with its keywords hidden.
    ///   - blinded: restores the document's texts.
    func pieces(of text: String, _ root: Node?, _ blinded: BlindedText) -> [SourceText.Piece]? {
        var places = KeywordPlaces(text: text, markers: markers, blinded: blinded, isOverlay: isOverlay)
        if let root { places.visit(root) }
        var values: [Int: String] = [:]
        for (index, marker) in markers.enumerated() where !marker.isJSON {
            guard let value = keywords.value(of: marker), let written = value.node.text else { continue }
            switch places.found[index] {
            case .wholeWord(let isInFlowList)?:
                guard Self.mayBeWords(written, isInFlowList: isInFlowList) else { continue }
                values[index] = written
            case .partOfValue?: continue
            case nil:
                // A keyword outside of every value is in a comment, unless it has a line of its own.
                guard let indentation = marker.indentation(in: text) else { continue }
                values[index] = written.replacing("\n", with: "\n\(indentation)")
            }
        }
        return values.isEmpty ? nil : cut(text, values)
    }

    /// The text in pieces with every keyword replaced, for a text that cannot be parsed before.
    func pieces(ofEverythingIn text: String) -> [SourceText.Piece] {
        var values: [Int: String] = [:]
        for (index, marker) in markers.enumerated() {
            guard let value = keywords.value(of: marker) else { continue }
            values[index] = Keywords.text(of: value, for: marker)
        }
        return cut(text, values)
    }

    /// True if the value is YAML to the deployment tool: it begins with a quote or bracket, or has commas in a list.
    private static func mayBeWords(_ value: String, isInFlowList: Bool) -> Bool {
        guard let first = value.first, !value.contains(where: \.isNewline) else { return false }
        return "\"'[{".contains(first) || isInFlowList && value.contains(",")
    }

    private func cut(_ text: String, _ values: [Int: String]) -> [SourceText.Piece] {
        var pieces: [SourceText.Piece] = []
        var start = text.startIndex
        for (index, marker) in markers.enumerated() {
            guard let value = values[index], keywords.spend(value.utf8.count) else { continue }
            pieces.append(.init(written: text[start..<marker.range.lowerBound], isKeyword: false))
            pieces.append(.init(written: text[marker.range], isKeyword: true, value: value))
            start = marker.range.upperBound
        }
        return pieces + [.init(written: text[start...], isKeyword: false)]
    }
}

/// Finds the value that each keyword stands in, by walking through document and text side by side.
private struct KeywordPlaces {
    enum Place {
        /// The keyword is the whole of a plain value.
        case wholeWord(isInFlowList: Bool)
        /// The keyword stands in quotes, in a block, beside other words, or in the seed's own `keywords`.
        case partOfValue
    }

    let text: String
    let markers: [KeywordMarker]
    let blinded: BlindedText
    let isOverlay: Bool

    /// The places by the marker's index; keywords in comments have none.
    private(set) var found: [Int: Place] = [:]
    private var next = 0
    private var line = 1
    private var column = 1
    private var index: String.Index

    init(text: String, markers: [KeywordMarker], blinded: BlindedText, isOverlay: Bool) {
        self.text = text
        self.markers = markers
        self.blinded = blinded
        self.isOverlay = isOverlay
        index = text.startIndex
    }

    mutating func visit(_ node: Node, isInFlowList: Bool = false, at path: [String] = []) {
        switch node {
        case .scalar(let scalar): visit(scalar, node.mark, isInFlowList, at: path)
        case .sequence(let sequence):
            for item in sequence { visit(item, isInFlowList: sequence.style == .flow, at: path + ["[]"]) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                visit(key, at: path)
                visit(value, at: path.count < 2 ? path + [blinded.restored(key.scalar?.string ?? "")] : path)
            }
        case .alias: break
        }
    }

    private mutating func visit(_ scalar: Node.Scalar, _ mark: Mark?, _ isInFlowList: Bool, at path: [String]) {
        let content = blinded.restored(scalar.string)
        let count = KeywordMarker.all(in: content).count
        guard count > 0, let mark else { return }
        move(to: mark)
        // A block's content begins on the line after its sign.
        let isBlock = scalar.style == .literal || scalar.style == .folded
        let start = isBlock ? text.utf8[index...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex : index
        while next < markers.count, markers[next].range.lowerBound < start { next += 1 }
        let isOwn = path.starts(with: ["emulator", "keywords"]) || isOverlay && path.first == "keywords"
        let isWhole = scalar.style == .plain && KeywordMarker.whole(content) != nil && !isOwn
        for marker in next..<min(next + count, markers.count) {
            found[marker] = isWhole ? .wholeWord(isInFlowList: isInFlowList) : .partOfValue
        }
        next = min(next + count, markers.count)
    }

    /// Moves forward in the text; nodes come in the order of the text, so one pass is enough.
    private mutating func move(to mark: Mark) {
        let scalars = text.unicodeScalars
        while index < scalars.endIndex, (line, column) < (mark.line, mark.column) {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            if scalar == "\n" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                (line, column) = (line + 1, 1)
            } else {
                column += 1
            }
        }
    }
}

extension KeywordMarker {
    /// The blanks before the keyword, if it has a line of its own; otherwise nil.
    fileprivate func indentation(in text: String) -> Substring? {
        let start = text.utf8[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { text.utf8.index(after: $0) }
        let before = text[(start ?? text.startIndex)..<range.lowerBound]
        let behind = text.utf8[range.upperBound...].first { !" \t\r".utf8.contains($0) }
        guard before.allSatisfy({ $0 == " " }), (behind ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n") else { return nil }
        return before
    }
}
