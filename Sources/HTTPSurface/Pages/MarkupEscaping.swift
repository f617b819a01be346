import Mustache

/// Escapes text for HTML, within elements and quoted attributes.
///
/// The library's own escaping looks at whole characters: a quotation mark followed by a combining accent is another
/// character to it, and would leave the attribute it stands in. A browser reads scalars, so we do.
struct MarkupEscaping: MustacheContentType {
    /// The first line of every template.
    static let pragma: String = {
        MustacheContentTypes.register(MarkupEscaping(), named: "MARKUP")
        return "{{% CONTENT_TYPE: MARKUP}}\n"
    }()

    func escapeText(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): escaped.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): escaped.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): escaped.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): escaped.append(contentsOf: "&#39;".utf8)
            // Written as it is, HTML would read it as a line feed, and a `state` would not come back as it was sent.
            case UInt8(ascii: "\r"): escaped.append(contentsOf: "&#13;".utf8)
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
