import TestFixtures

/// A Swift file as these tests read it: its lines, and the same lines without their comments.
struct SwiftSource: Sendable {
    /// From the repository's root.
    let path: String
    let lines: [Substring]
    /// Comments blanked; texts stay.
    let codeLines: [Substring]
    /// Texts blanked, too, but for the code in their `\(…)`.
    let wordlessLines: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        codeLines = CommentRemover.lines(of: text, withTexts: true)
        wordlessLines = CommentRemover.lines(of: text, withTexts: false)
    }

    /// The product's files in `folder`, which is `Sources` or within it.
    static func all(in folder: String) throws -> [SwiftSource] {
        try product.get().filter { $0.path.hasPrefix("\(folder)/") }
    }

    /// Read once for all tests.
    private static let product = Result {
        try Repository.files(in: "Sources", suffix: ".swift").map { path in
            SwiftSource(path: path, text: String(decoding: try Repository.bytes(path), as: UTF8.self))
        }
    }

    /// `World` of `Sources/World/World.swift`.
    var target: Substring { path.split(separator: "/")[1] }

    /// The modules imported, in order of appearance.
    var imports: [Substring] {
        codeLines.compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), words.count > place + 1,
                words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { return nil }
            // `import struct Module.Name` names a kind first.
            return words.last?.split(separator: ".").first
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    /// Numbers of the lines, from 1, whose code contains `text`.
    func linesOfCode(containing text: String) -> [Int] {
        codeLines.indices.filter { codeLines[$0].contains(text) }.map { $0 + 1 }
    }

    /// The comment that ends right above a line, numbered from 1.
    func comment(above line: Int) -> String {
        let earlier = lines[..<(line - 1)].reversed().prefix { line in
            line.drop(while: \.isWhitespace).hasPrefix("//") || line.drop(while: \.isWhitespace).hasPrefix("@")
        }
        return earlier.reversed().joined(separator: "\n")
    }
}

/// Walks through a file as far as it takes to tell comments from texts and texts from code.
private struct CommentRemover {
    private enum Place {
        /// Within `\(` there are parentheses to count.
        case code(openParentheses: Int)
        case text(delimiter: [UInt8], hashes: Int)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    private var places: [Place] = [.code(openParentheses: 0)]

    private let keepsTexts: Bool

    private init(_ text: String, keepsTexts: Bool) {
        bytes = Array(text.utf8)
        self.keepsTexts = keepsTexts
    }

    static func lines(of text: String, withTexts keepsTexts: Bool) -> [Substring] {
        var remover = CommentRemover(text, keepsTexts: keepsTexts)
        return remover.code().split(separator: "\n", omittingEmptySubsequences: false)
    }

    private mutating func code() -> String {
        while position < bytes.count {
            switch places.last {
            case .text(let delimiter, let hashes): readText(delimiter, hashes)
            case .code(let parentheses): readCode(parentheses)
            case nil: preconditionFailure("the outermost code has no end")
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func readCode(_ parentheses: Int) {
        if stands("//") {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        } else if stands("/*") {
            skipBlockComment()
        } else if let (delimiter, hashes) = openingOfText() {
            copy(delimiter.count + hashes)
            places.append(.text(delimiter: delimiter, hashes: hashes))
        } else if bytes[position] == UInt8(ascii: "(") {
            places[places.count - 1] = .code(openParentheses: parentheses + 1)
            copy(1)
        } else if bytes[position] == UInt8(ascii: ")") {
            if parentheses == 0, places.count > 1 {
                places.removeLast()
            } else {
                places[places.count - 1] = .code(openParentheses: max(0, parentheses - 1))
            }
            copy(1)
        } else {
            copy(1)
        }
    }

    private mutating func readText(_ delimiter: [UInt8], _ hashes: Int) {
        let marks = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        if bytes[position...].starts(with: delimiter + marks) {
            copy(delimiter.count + hashes)
            places.removeLast()
        } else if bytes[position...].starts(with: [UInt8(ascii: "\\")] + marks + [UInt8(ascii: "(")]) {
            copy(hashes + 2)
            places.append(.code(openParentheses: 0))
        } else {
            let start = output.count
            copy(bytes[position...].starts(with: [UInt8(ascii: "\\")] + marks) ? hashes + 2 : 1)
            guard !keepsTexts else { return }
            for index in start..<output.count where output[index] != UInt8(ascii: "\n") {
                output[index] = UInt8(ascii: " ")
            }
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if stands("/*") {
                depth += 1
                position += 2
            } else if stands("*/") {
                depth -= 1
                position += 2
            } else {
                if bytes[position] == UInt8(ascii: "\n") { output.append(bytes[position]) }
                position += 1
            }
        } while depth > 0 && position < bytes.count
    }

    private func openingOfText() -> (delimiter: [UInt8], hashes: Int)? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let rest = bytes[(position + hashes)...]
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        return (Array((rest.starts(with: "\"\"\"".utf8) ? "\"\"\"" : "\"").utf8), hashes)
    }

    private func stands(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func copy(_ count: Int) {
        let end = min(position + count, bytes.count)
        output += bytes[position..<end]
        position = end
    }
}
