/// Where a script reads members of `configuration`, found by spelling alone.
///
/// Comments, strings, and what stands in templates outside of `${…}` are passed over. A regular expression is not told
/// from a division, so that a quote in one may hide the rest of its line.
struct ConfigurationReads {
    struct Read: Hashable {
        let key: String
        /// Of the word `configuration`, in characters from the script's start.
        let offset: Int
    }

    /// In the order of the script; none where it declares a `configuration` of its own.
    static func all(in script: String) -> [Read] {
        // Most scripts read nothing; then there is nothing to take apart.
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
    /// For each `${` that is open, the braces that are open in it.
    private var templates: [Int] = []
    /// The word, or the sign, before the one at hand.
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
            // Outside of strings it escapes a sign of a regular expression: there `\/\/` is no comment.
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
        // `...configuration` is the object, not a member of that name.
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

    /// The member that is read behind the word; nil where it is computed, called (a method of every object) or written.
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

    /// The text between quotes, which ends with its line at the latest.
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

    /// From a template's start, or the `}` of a `${…}`, to its end or the next `${`.
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
    /// Of a JavaScript name, near enough.
    fileprivate var isOfName: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "$": true
        default: value >= 0x80 && !properties.isWhitespace
        }
    }
}
