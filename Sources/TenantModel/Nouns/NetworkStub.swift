/// A canned answer to a network call of rules, because no call ever leaves the machine.
package struct NetworkStub: Hashable, Sendable {
    /// In capitals; nil: every method.
    package var method: String?
    package var url: String
    /// What the call must send; nil: anything.
    package var body: JSONValue?
    package var status = 200
    /// A text, or a list of texts (`set-cookie`), by name, in the order of the seed.
    package var headers = JSONObject()
    /// The answer's content as data; with `text`, at most one of the two.
    package var json: JSONValue?
    /// The answer's content as it is.
    package var text: String?
    /// Before the answer comes.
    package var delay: Duration = .zero

    package init(url: String) { self.url = url }
}

extension NetworkStub {
    /// The stub in a seed's own words, for the sandbox: what is nil is left out, what has a default is not.
    package var document: JSONObject {
        let members: [(String, JSONValue?)] = [
            ("method", method.map(JSONValue.string)),
            ("url", .string(url)),
            ("body", body),
            ("status", .integer(status)),
            ("headers", .object(headers)),
            ("json", json),
            ("text", text.map(JSONValue.string)),
            ("delay_ms", .integer(delay.wholeMilliseconds)),
        ]
        return JSONObject(members.compactMap { name, value in value.map { (name, $0) } })
    }
}
