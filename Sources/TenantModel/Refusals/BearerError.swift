/// A refusal of a bearer token (RFC 6750 §3): plain `Unauthorized`, with the reason in `WWW-Authenticate`.
package struct BearerError: ExplainedRefusal, Hashable, Sendable {
    /// Nil where no token was sent: the challenge then stands alone.
    package let description: String?
    package var explanation: Explanation

    package init(description: String?, reason: String? = nil, hint: String? = nil) {
        self.description = description
        explanation = Explanation(reason: reason, hint: hint)
    }

    package var words: String { description ?? "No token was sent" }

    package static func missing(hint: String) -> Self { BearerError(description: nil, hint: hint) }

    package static func expired(_ reason: String) -> Self {
        BearerError(description: "The access token expired", reason: reason)
    }

    package static func invalid(_ reason: String) -> Self {
        BearerError(description: "The access token is invalid", reason: reason)
    }
}
