/// A seed's text in which the YAML library sees neither aliases nor explicit keys.
///
/// The library copies an anchor's node for every alias and then hashes each mapping's keys however deep they are, so
/// eighty characters can keep it busy for hours (cases SE-01, SE-02), and nothing can be counted before it has
/// finished. Hence every `*` and `?` of the text is replaced by a character that stands nowhere else in it: an alias
/// then reads as a plain scalar, which `NodeBuilder` expands itself within a budget, and `? key` is a syntax error.
/// Characters are replaced one for one, so that lines and columns stay true.
struct BlindedText {
    let text: String
    /// Stands for `*`.
    let aliasMark: Unicode.Scalar
    private let questionMark: Unicode.Scalar
    private let isBlinded: Bool

    /// Nil where every private character already stands in the text.
    init?(_ text: String) {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
            self.text = text
            (aliasMark, questionMark, isBlinded) = ("*", "?", false)
            return
        }
        let marks = Self.charactersAbsent(from: text, count: 2)
        guard marks.count == 2 else { return nil }
        (aliasMark, questionMark, isBlinded) = (marks[0], marks[1], true)
        let (star, query) = (Array(String(marks[0]).utf8), Array(String(marks[1]).utf8))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1024)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "*"): bytes += star
            case UInt8(ascii: "?"): bytes += query
            default: bytes.append(byte)
            }
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// What the seed's author wrote.
    func restored(_ scalar: String) -> String {
        // Every mark begins with this byte; most scalars have none of it and are not rebuilt.
        guard isBlinded, scalar.utf8.contains(0xEE) else { return scalar }
        var scalars = String.UnicodeScalarView()
        for character in scalar.unicodeScalars {
            switch character {
            case aliasMark: scalars.append("*")
            case questionMark: scalars.append("?")
            default: scalars.append(character)
            }
        }
        return String(scalars)
    }

    /// The alias's name, where a plain scalar is one.
    func alias(_ plain: String) -> String? {
        guard isBlinded, plain.unicodeScalars.first == aliasMark else { return nil }
        return restored(String(plain.unicodeScalars.dropFirst()))
    }

    /// Private-use characters that the text has neither as such nor as an escape (`"\uE000"`), which would be
    /// taken for a mark later.
    static func charactersAbsent(from text: String, count: Int) -> [Unicode.Scalar] {
        var present: Set<Unicode.Scalar> = []
        for scalar in text.unicodeScalars where (0xE000...0xEFFF).contains(scalar.value) { present.insert(scalar) }
        var characters: [Unicode.Scalar] = []
        // A few are enough: a text that holds all of these, written or escaped, means no good.
        var candidates = 16
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
