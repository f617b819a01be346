/// A token of JavaScript, approximately: a word, a sign, or the text between quotes.
///
/// Comments are skipped. Regular expressions are not recognised, so a quote in one may hide the rest of its line.
struct ScriptToken: Hashable {
    enum Kind: Hashable {
        case word(String)
        case sign(Character)
        /// - Parameter isWhole: false for the beginning of a template, up to its first `${`.
        case text(String, isWhole: Bool)
    }

    let kind: Kind
    /// The offset in Unicode scalars from the start of the script.
    let offset: Int

    var word: String? {
        if case .word(let word) = kind { word } else { nil }
    }

    func isSign(_ sign: Character) -> Bool { kind == .sign(sign) }

    func isWord(among words: Set<String>) -> Bool { word.map(words.contains) ?? false }

    static func all(in script: String) -> [ScriptToken] {
        var reader = Reader(characters: Array(script.unicodeScalars))
        reader.run()
        return reader.tokens
    }

    private struct Reader {
        let characters: [Unicode.Scalar]
        var index = 0
        var tokens: [ScriptToken] = []
        /// For each open `${`, the number of open braces in it.
        var templates: [Int] = []

        func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
            index + ahead < characters.count ? characters[index + ahead] : nil
        }

        mutating func run() {
            while let character = peek() {
                switch character {
                case "/" where peek(1) == "/": skip { $0 != "\n" }
                case "/" where peek(1) == "*": skipComment()
                case "'", "\"": readText()
                case "`": readTemplate(isBeginning: true)
                // Outside of texts a backslash stands in a regular expression: `\/\/` there is no comment.
                case "\\": index += 2
                case "}" where templates.last == 0:
                    templates.removeLast()
                    readTemplate(isBeginning: false)
                case _ where character.isOfName: readWord()
                case _ where character.properties.isWhitespace: index += 1
                default: readSign(character)
                }
            }
        }

        mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
            while let character = peek(), isSkipped(character) { index += 1 }
        }

        mutating func skipComment() {
            index += 2
            while peek() != nil, !(peek() == "*" && peek(1) == "/") { index += 1 }
            index += 2
        }

        mutating func readSign(_ sign: Unicode.Scalar) {
            tokens.append(ScriptToken(kind: .sign(Character(sign)), offset: index))
            index += 1
            if let last = templates.indices.last {
                if sign == "{" { templates[last] += 1 }
                if sign == "}" { templates[last] -= 1 }
            }
        }

        mutating func readWord() {
            let start = index
            skip(while: \.isOfName)
            let word = String(String.UnicodeScalarView(characters[start..<index]))
            tokens.append(ScriptToken(kind: .word(word), offset: start))
        }

        /// Reads the text between quotes, at most to the end of the line.
        mutating func readText() {
            let (start, quote) = (index, peek())
            index += 1
            var text = String.UnicodeScalarView()
            while let character = peek(), character != quote, character != "\n" {
                if character == "\\" { index += 1 }
                if let character = peek() { text.append(character) }
                index += 1
            }
            if peek() == quote { index += 1 }
            tokens.append(ScriptToken(kind: .text(String(text), isWhole: true), offset: start))
        }

        /// Reads from the start of a template, or from the `}` of a `${…}`, to the template's end or its next `${`.
        mutating func readTemplate(isBeginning: Bool) {
            let start = index
            index += 1
            var text = String.UnicodeScalarView()
            var isWhole = true
            while let character = peek() {
                if character == "$", peek(1) == "{" {
                    index += 2
                    templates.append(0)
                    isWhole = false
                    break
                }
                if character == "`" {
                    index += 1
                    break
                }
                if character == "\\" { index += 1 }
                if let character = peek() { text.append(character) }
                index += 1
            }
            guard isBeginning else { return }
            tokens.append(ScriptToken(kind: .text(String(text), isWhole: isWhole), offset: start))
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
