/// What was said over the wire, in a form that is the same whenever the same was said.
public struct Transcript: Hashable, Sendable, CustomStringConvertible {
    /// Fields about the connection or the moment, not about what was said.
    private static let leftOutOfRequests: Set<String> = [
        "host", "date", "content-length", "connection", "x-request-id",
    ]
    private static let leftOutOfResponses: Set<String> = ["date", "connection", "x-auth0-requestid"]

    public let exchanges: [Exchange]

    public init(_ exchanges: [Exchange]) { self.exchanges = exchanges }

    /// Request and response with an empty line between, exchanges divided by a line of `###`.
    ///
    /// Bodies stand as they were
    /// sent, followed by one line break; a body that is not UTF-8 is given as its length and its bytes in hexadecimal.
    public var description: String {
        exchanges.map(Self.text).joined(separator: "\n###\n\n")
    }

    private static func text(_ exchange: Exchange) -> String {
        let request = exchange.request
        let response = exchange.response
        return message(
            "\(request.method) \(request.url.target) HTTP/1.1",
            request.fields.all.filter { !leftOutOfRequests.contains($0.name.lowercased()) },
            request.body
        ) + "\n"
            + message(
                "HTTP/1.1 \(response.status) \(response.reason)",
                response.fields.all.filter { !leftOutOfResponses.contains($0.name.lowercased()) },
                response.body
            )
    }

    private static func message(_ start: String, _ fields: [Fields.Field], _ body: [UInt8]) -> String {
        let head = ([start] + fields.map { "\($0.name): \($0.value)" }).joined(separator: "\n") + "\n"
        guard !body.isEmpty else { return head }
        guard let text = String(validating: body, as: UTF8.self) else {
            let digits = body.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return head + "\n(\(body.count) bytes) \(digits)\n"
        }
        return head + "\n" + text + "\n"
    }
}
