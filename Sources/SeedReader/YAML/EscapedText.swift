/// Decodes the escapes of YAML's double quotes (YAML 1.2 §5.7).
enum EscapedText {
    /// The decoded text; nil for a text without escapes, or with an invalid one.
    static func decoded(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return nil }
        var rest = text.unicodeScalars[...]
        var decoded = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                decoded.append(scalar)
                continue
            }
            guard let sign = rest.popFirst(), let meaning = meaning(of: sign, &rest) else { return nil }
            decoded.append(meaning)
        }
        return String(decoded)
    }

    private static func meaning(of sign: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
        switch sign {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "\"", "\\", "/": return sign
        case "x": return scalar(digits: 2, &rest)
        case "u": return scalar(digits: 4, &rest)
        case "U": return scalar(digits: 8, &rest)
        default: return nil
        }
    }

    private static func scalar(digits count: Int, _ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
        let digits = rest.prefix(count)
        rest = rest.dropFirst(count)
        guard digits.count == count else { return nil }
        return UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init)
    }
}
