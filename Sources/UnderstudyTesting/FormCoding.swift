/// `application/x-www-form-urlencoded`.
public enum FormCoding {
    /// Pairs in their order; everything but letters, digits and `*-._` is escaped, a space becomes `+`.
    public static func encode(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.map { escape($0.key) + "=" + escape($0.value) }.joined(separator: "&")
    }

    static func value(of name: String, in text: Substring) -> String? {
        for pair in text.split(separator: "&") {
            let key = pair.prefix { $0 != "=" }
            if unescape(key) == name { return unescape(pair[key.endIndex...].dropFirst()) }
        }
        return nil
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): escaped += "+"
            default: escaped += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    private static func unescape(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(Substring(rest.prefix(2))), radix: 16),
                rest.count >= 2
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
