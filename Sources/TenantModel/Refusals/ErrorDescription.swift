/// `error_description` as a client may be sent it (RFC 6749 §5.2; RFC 6750 §3 wants the same of a challenge).
///
/// Allowed are blank to `~`, without `"` and `\`. A refusal's own words may hold more: a rule speaks its people's language,
/// and a parameter is quoted as it was sent.
package enum ErrorDescription {
    /// `"` and `\` become `'` and `/`, a line break or another control character a blank, anything else beyond ASCII `?`.
    package static func onWire(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isAllowed) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}": bytes.append(UInt8(ascii: "'"))
            case "\\": bytes.append(UInt8(ascii: "/"))
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": bytes.append(UInt8(ascii: " "))
            case _ where scalar.isASCII: bytes.append(UInt8(ascii: scalar))
            default: bytes.append(UInt8(ascii: "?"))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
