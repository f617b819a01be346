/// A seed's text in which some characters are replaced by private-use ones, before the YAML library reads it.
///
/// - `*` and `?`: the library copies an anchor's node for every alias and then hashes the keys of every mapping,
///   however deep they are. Eighty characters can keep it busy for hours, and nothing can be counted before it has
///   finished. With these characters replaced, an alias is a plain scalar, which `NodeBuilder` expands within a
///   budget, and `? key` is a syntax error.
/// - A byte-order mark, which the library drops at the start of a scalar.
/// - In JSON, characters that JSON allows (RFC 8259 §7) and the library refuses or reads as line ends.
/// - The first character of a keyword, which the library would read as a comment or refuse.
///
/// Each is replaced by one character that the text does not have, so that lines and columns stay the same.
struct BlindedText {
    let text: String
    /// The character that replaces `*`; nil if the text has none.
    private let aliasMark: Unicode.Scalar?
    /// The original of each replacing character.
    private let meanings: [Unicode.Scalar: Unicode.Scalar]

    /// Nil if the text leaves no private-use character free.
    init?(_ text: String, hiding keywords: [KeywordMarker] = []) {
        let hidden = Self.hidden(in: text)
        guard keywords.isEmpty else {
            let signs: [Unicode.Scalar] = ["#", "@"]
            let marks = Self.charactersAbsent(from: text, count: hidden.count + signs.count)
            guard marks.count == hidden.count + signs.count else { return nil }
            let pairs = Array(zip(hidden + signs, marks))
            aliasMark = pairs.first { $0.0 == "*" }?.1
            meanings = Dictionary(uniqueKeysWithValues: pairs.map { ($1, $0) })
            let text = Self.hiding(keywords, in: text, Dictionary(uniqueKeysWithValues: pairs))
            self.text = Self.replaced(text, Dictionary(uniqueKeysWithValues: pairs.dropLast(signs.count)))
            return
        }
        guard !hidden.isEmpty else {
            self.text = text
            (aliasMark, meanings) = (nil, [:])
            return
        }
        let marks = Self.charactersAbsent(from: text, count: hidden.count)
        guard marks.count == hidden.count else { return nil }
        let pairs = Array(zip(hidden, marks))
        aliasMark = pairs.first { $0.0 == "*" }?.1
        meanings = Dictionary(uniqueKeysWithValues: pairs.map { ($1, $0) })
        self.text = Self.replaced(text, Dictionary(uniqueKeysWithValues: pairs))
    }

    /// The characters of the text that must be replaced.
    private static func hidden(in text: String) -> [Unicode.Scalar] {
        var hidden: [Unicode.Scalar] = ["*", "?"].filter { sign in
            text.utf8.contains { $0 == UInt8(ascii: sign) }
        }
        let isJSON = text.utf8.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        if isJSON {
            hidden += Set(text.unicodeScalars.filter(\.isTakenAmiss)).sorted()
        } else if text.unicodeScalars.contains(.byteOrderMark) {
            hidden.append(.byteOrderMark)
        }
        return hidden
    }

    /// The text with the first character of each keyword replaced.
    private static func hiding(
        _ keywords: [KeywordMarker],
        in text: String,
        _ marks: [Unicode.Scalar: Unicode.Scalar]
    ) -> String {
        var hidden = ""
        var start = text.startIndex
        for keyword in keywords {
            hidden += text[start..<keyword.range.lowerBound]
            hidden.unicodeScalars.append(marks[keyword.isJSON ? "@" : "#"] ?? "#")
            start = text.utf8.index(after: keyword.range.lowerBound)
        }
        return hidden + text[start...]
    }

    private static func replaced(_ text: String, _ marks: [Unicode.Scalar: Unicode.Scalar]) -> String {
        guard !marks.isEmpty else { return text }
        func bytes(of sign: Unicode.Scalar) -> [UInt8] { Array(String(marks[sign] ?? sign).utf8) }
        guard marks.keys.allSatisfy({ $0 == "*" || $0 == "?" }) else {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars { scalars.append(marks[scalar] ?? scalar) }
            return String(scalars)
        }
        // The usual case works on bytes, because a seed may be large.
        let (star, query) = (bytes(of: "*"), bytes(of: "?"))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1024)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "*"): bytes += star
            case UInt8(ascii: "?"): bytes += query
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The scalar with the original characters.
    func restored(_ scalar: String) -> String {
        // Every private-use mark begins with this byte in UTF-8; most scalars do not have it and are returned at once.
        guard !meanings.isEmpty, scalar.utf8.contains(0xEE) else { return scalar }
        var scalars = String.UnicodeScalarView()
        for character in scalar.unicodeScalars { scalars.append(meanings[character] ?? character) }
        return String(scalars)
    }

    /// The name of an alias; nil for any other plain scalar.
    func alias(_ plain: String) -> String? {
        guard let aliasMark, plain.unicodeScalars.first == aliasMark else { return nil }
        return restored(String(plain.unicodeScalars.dropFirst()))
    }

    /// Private-use characters that the text has neither as such nor as an escape (`"\uE000"`).
    static func charactersAbsent(from text: String, count: Int) -> [Unicode.Scalar] {
        var present: Set<Unicode.Scalar> = []
        for scalar in text.unicodeScalars where (0xE000...0xEFFF).contains(scalar.value) { present.insert(scalar) }
        var characters: [Unicode.Scalar] = []
        // Give up after a few more: only a hostile text has all of these.
        var candidates = 16 + count
        for value in 0xE000...0xEFFF as ClosedRange<UInt32> {
            guard characters.count < count, candidates > 0 else { break }
            guard let scalar = Unicode.Scalar(value), !present.contains(scalar) else { continue }
            candidates -= 1
            let escape = String(value, radix: 16)
            guard !text.containsEscape(escape) else { continue }
            characters.append(scalar)
        }
        return characters
    }
}

extension Unicode.Scalar {
    fileprivate static let byteOrderMark: Unicode.Scalar = "\u{FEFF}"

    /// True for characters that a JSON string may have and YAML may not (YAML 1.2 §5.1, and the line ends of 1.1).
    fileprivate var isTakenAmiss: Bool {
        switch value {
        case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

extension String {
    /// True if the text has `\u` or `\U`, zeros and these hexadecimal digits; letter case is ignored.
    fileprivate func containsEscape(_ digits: String) -> Bool {
        var rest = utf8[...]
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            rest = rest[rest.index(after: backslash)...]
            guard rest.first == UInt8(ascii: "u") || rest.first == UInt8(ascii: "U") else { continue }
            let written = Substring(rest.dropFirst().prefix(8)).lowercased().drop { $0 == "0" }
            if written.hasPrefix(digits) { return true }
        }
        return false
    }
}
