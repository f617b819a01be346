/// The first form of a page, as a browser would submit it.
struct HTMLForm {
    let action: String
    /// Names and values of inputs, in their order.
    let inputs: [(name: String, value: String)]

    /// Nil where the page has no form.
    init?(in page: String) {
        guard let start = page.firstRange(of: "<form") else { return nil }
        let rest = page[start.lowerBound...]
        let form = rest[..<(rest.firstRange(of: "</form>")?.lowerBound ?? rest.endIndex)]
        action = Self.attribute("action", of: form) ?? ""
        inputs = form.split(separator: "<input").dropFirst().compactMap { text in
            let tag = text.prefix { $0 != ">" }
            guard let name = Self.attribute("name", of: tag) else { return nil }
            return (name, Self.attribute("value", of: tag) ?? "")
        }
    }

    subscript(name: String) -> String? { inputs.first { $0.name == name }?.value }

    /// The value of `data-response` and its like, anywhere in a page.
    static func attribute(_ name: String, of markup: some StringProtocol) -> String? {
        let text = String(markup)
        guard let start = text.firstRange(of: " \(name)=\"") else { return nil }
        return unescape(text[start.upperBound...].prefix { $0 != "\"" })
    }

    private static func unescape(_ text: Substring) -> String {
        var result = String(text)
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&"),
        ] {
            result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return result
    }
}
