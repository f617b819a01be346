/// Finds where a script reads members of `configuration`, by looking at its words without parsing it.
///
/// It skips comments, strings, and templates outside of `${…}`. It does not recognise regular expressions, so a quote
/// in one may hide the rest of its line.
struct ConfigurationReads {
    struct Read: Hashable {
        let key: String
        /// The offset of the word `configuration`, in Unicode scalars from the start of the script.
        let offset: Int
    }

    /// The reads in the order of the script; empty if it declares a variable `configuration` itself.
    static func all(in script: String) -> [Read] {
        // Skip the scan for scripts without the word, which is most of them.
        guard script.contains(word) else { return [] }
        var scan = ConfigurationReads(script)
        scan.run()
        return scan.declaresItsOwn ? [] : scan.reads
    }

    private static let word = "configuration"

    private let characters: [Unicode.Scalar]
    private var index = 0
    private var reads: [Read] = []
    private var declaresItsOwn = false
    /// For each open `${`, the number of open braces in it.
    private var templates: [Int] = []
    /// The previous word or sign.
    private var previous = ""

    private init(_ script: String) { characters = Array(script.unicodeScalars) }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        index + ahead < characters.count ? characters[index + ahead] : nil
    }

    private mutating func run() {
        while let character = peek() {
            switch character {
            case "/" where peek(1) == "/": skip { $0 != "\n" }
            case "/" where peek(1) == "*": skipComment()
            case "'", "\"": _ = string()
            case "`": skipTemplate()
            // Outside of strings a backslash stands in a regular expression: `\/\/` there is no comment.
            case "\\": index += 2
            case "}" where templates.last == 0:
                templates.removeLast()
                skipTemplate()
            case _ where character.isOfName: readWord()
            case _ where character.properties.isWhitespace: index += 1
            default: readSign(character)
            }
        }
    }

    private mutating func readSign(_ sign: Unicode.Scalar) {
        index += 1
        if let last = templates.indices.last {
            if sign == "{" { templates[last] += 1 }
            if sign == "}" { templates[last] -= 1 }
        }
        // `...configuration` spreads the object; it is no member access.
        previous = sign == "." && previous.hasPrefix(".") ? previous + "." : String(sign)
    }

    private mutating func readWord() {
        let start = index
        let word = name()
        let before = previous
        previous = word
        guard word == Self.word, before != "." else { return }
        if ["var", "let", "const"].contains(before) { declaresItsOwn = true }
        if let key = member() { reads.append(Read(key: key, offset: start)) }
    }

    /// The member that is read after the word; nil if it is computed, assigned, or called like `hasOwnProperty`.
    private mutating func member() -> String? {
        skipBlanks()
        let isOptional = take("?.")
        var key: String
        if take("[") {
            skipBlanks()
            guard peek() == "'" || peek() == "\"" else { return nil }
            key = string()
            skipBlanks()
            guard take("]") else { return nil }
        } else {
            guard isOptional || take(".") else { return nil }
            skipBlanks()
            key = name()
        }
        skipBlanks()
        let isWritten = peek() == "=" && peek(1) != "=" && peek(1) != ">"
        return key.isEmpty || peek() == "(" || isWritten ? nil : key
    }

    // MARK: Pieces

    private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
        while let character = peek(), isSkipped(character) { index += 1 }
    }

    private mutating func skipBlanks() { skip(while: \.properties.isWhitespace) }

    private mutating func take(_ text: String) -> Bool {
        guard characters.dropFirst(index).starts(with: text.unicodeScalars) else { return false }
        index += text.unicodeScalars.count
        return true
    }

    private mutating func name() -> String {
        let start = index
        skip(while: \.isOfName)
        return String(String.UnicodeScalarView(characters[start..<index]))
    }

    private mutating func skipComment() {
        index += 2
        while peek() != nil, !take("*/") { index += 1 }
    }

    /// Reads the text between quotes, at most to the end of the line.
    private mutating func string() -> String {
        let quote = peek()
        index += 1
        var text = String.UnicodeScalarView()
        while let character = peek(), character != quote, character != "\n" {
            if character == "\\" { index += 1 }
            if let character = peek() { text.append(character) }
            index += 1
        }
        if peek() == quote { index += 1 }
        return String(text)
    }

    /// Skips from the start of a template, or from the `}` of a `${…}`, to the template's end or its next `${`.
    private mutating func skipTemplate() {
        index += 1
        while let character = peek() {
            if take("${") {
                templates.append(0)
                return
            }
            index += character == "\\" ? 2 : 1
            if character == "`" { return }
        }
    }
}

extension Unicode.Scalar {
    /// True for a character of a JavaScript name, approximately.
    fileprivate var isOfName: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "$": true
        default: value >= 0x80 && !properties.isWhitespace
        }
    }
}
