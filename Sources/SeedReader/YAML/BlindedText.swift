/// A seed's text in which the YAML library sees neither aliases nor explicit keys, nor characters it takes amiss.
///
/// The library copies an anchor's node for every alias and then hashes each mapping's keys however deep they are, so
/// eighty characters can keep it busy for hours (cases SE-01, SE-02), and nothing can be counted before it has
/// finished. Hence every `*` and `?` of the text is replaced by a character that stands nowhere else in it: an alias
/// then reads as a plain scalar, which `NodeBuilder` expands itself within a budget, and `? key` is a syntax error.
///
/// A byte-order mark at the start of a scalar would be dropped, and JSON strings may hold characters that the library
/// refuses or folds away as line ends (RFC 8259 §7: all but the first 32 may stand as they are); the mark is replaced
/// too, and so are the others in a text that begins as JSON does.
///
/// Neither does it see the first sign of a keyword, which it would take for a comment or for no text at all.
///
/// Characters are replaced one for one, so that lines and columns stay true.
struct BlindedText {
    let text: String
    /// Stands for `*`; nil where the text has none.
    private let aliasMark: Unicode.Scalar?
    /// What stands for what.
    private let meanings: [Unicode.Scalar: Unicode.Scalar]

    /// Nil where every private character already stands in the text.
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

    /// What must not be seen of the text.
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

    /// The text with the first sign of each keyword replaced.
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
        // The usual case, by bytes: a seed may be large.
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

    /// What the seed's author wrote.
    func restored(_ scalar: String) -> String {
        // Every mark begins with this byte; most scalars have none of it and are not rebuilt.
        guard !meanings.isEmpty, scalar.utf8.contains(0xEE) else { return scalar }
        var scalars = String.UnicodeScalarView()
        for character in scalar.unicodeScalars { scalars.append(meanings[character] ?? character) }
        return String(scalars)
    }

    /// The alias's name, where a plain scalar is one.
    func alias(_ plain: String) -> String? {
        guard let aliasMark, plain.unicodeScalars.first == aliasMark else { return nil }
        return restored(String(plain.unicodeScalars.dropFirst()))
    }

    /// Private-use characters that the text has neither as such nor as an escape (`"\uE000"`), which would be
    /// taken for a mark later.
    static func charactersAbsent(from text: String, count: Int) -> [Unicode.Scalar] {
        var present: Set<Unicode.Scalar> = []
        for scalar in text.unicodeScalars where (0xE000...0xEFFF).contains(scalar.value) { present.insert(scalar) }
        var characters: [Unicode.Scalar] = []
        // A few more are enough: a text that holds all of these, written or escaped, means no good.
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

    /// Legal in a JSON string, yet no YAML reader takes it as it is (YAML 1.2 §5.1, and the line ends of 1.1).
    fileprivate var isTakenAmiss: Bool {
        switch value {
        case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

extension String {
    /// Whether `\` stands before `u` or `U`, zeros and these hexadecimal digits; letter case is ignored.
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
