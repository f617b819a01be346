import TenantModel

/// A text as YAML may write it (YAML 1.2 §7.3, §8.1.2).
struct YAMLScalar {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The text in one line: plain if every reader takes it for this text, otherwise in double quotes.
    var inLine: String { isPlain ? text : quoted }

    /// The text as a key.
    var key: String { inLine }

    // MARK: Plain

    private var isPlain: Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, first.mayBeginPlain, last != ":", last != " ",
            !Self.wordsWithMeaning.contains(text.lowercased())
        else { return false }
        var previous = first
        for scalar in scalars {
            guard scalar.isShown, !(previous == ":" && scalar == " "), !(previous == " " && scalar == "#") else {
                return false
            }
            previous = scalar
        }
        return true
    }

    /// Words that YAML 1.2 (§10.3.2) or 1.1 reads as something else than text.
    ///
    /// Numbers and dates need no entry, because they do not begin with a letter.
    private static let wordsWithMeaning: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
    ]

    // MARK: In double quotes

    private var quoted: String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            // Write a byte-order mark as it is: our reader's YAML library drops an escaped one at the start of a
            // scalar.
            case "\u{FEFF}": quoted.unicodeScalars.append(scalar)
            case _ where scalar.isShown: quoted.unicodeScalars.append(scalar)
            default: quoted += Self.escape(scalar)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (sign, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(sign)\(String(repeating: "0", count: width - digits.utf8.count))\(digits)"
    }

    // MARK: In lines

    /// The lines of a literal block and its header.
    struct LiteralBlock {
        let lines: [String]
        private let beginsWithBlank: Bool
        private let endsWithLineBreaks: Int

        fileprivate init(lines: [String], beginsWithBlank: Bool, endsWithLineBreaks: Int) {
            self.lines = lines
            self.beginsWithBlank = beginsWithBlank
            self.endsWithLineBreaks = endsWithLineBreaks
        }

        func header(indentedBy step: Int) -> String {
            let end =
                switch endsWithLineBreaks {
                case 0: "-"
                case 1: ""
                default: "+"
                }
            return "|" + (beginsWithBlank ? String(step) : "") + end
        }
    }

    /// The text as a literal block; nil for a text of one line, and for one that a block would not preserve exactly.
    var literalBlock: LiteralBlock? {
        guard text.utf8.contains(UInt8(ascii: "\n")),
            text.unicodeScalars.allSatisfy({ $0.isShown || $0 == "\n" || $0 == "\t" })
        else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init(_:))
        let lineBreaks = lines.reversed().prefix(while: \.isEmpty).count
        // After a final line break `split` gives an empty last line, which is no line of the text.
        if lineBreaks > 0 { lines.removeLast() }
        // Some readers and most editors treat a first or last line of blanks as layout, and change it.
        guard let first = lines.first, let content = lines.first(where: { !$0.isEmpty }),
            let last = lines.last(where: { !$0.isEmpty }), !content.isBlank, !last.isBlank
        else { return nil }
        let beginsWithBlank = first.isEmpty || " \t".utf8.contains { $0 == content.utf8.first }
        return LiteralBlock(lines: lines, beginsWithBlank: beginsWithBlank, endsWithLineBreaks: lineBreaks)
    }
}

extension String {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
}

extension Unicode.Scalar {
    /// True for characters that begin no other YAML construct.
    fileprivate var mayBeginPlain: Bool { properties.isAlphabetic || self == "/" || self == "_" || self == "$" }
}
