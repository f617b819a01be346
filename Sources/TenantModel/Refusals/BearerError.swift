/// A refusal of a bearer token (RFC 6750 §3): plain `Unauthorized`, with the reason in `WWW-Authenticate`.
package struct BearerError: Error, Hashable, Sendable {
    /// Nil where no token was sent: the challenge then stands alone.
    package let description: String?

    package init(description: String?) { self.description = description }

    package static let missing = BearerError(description: nil)
    package static let expired = BearerError(description: "The access token expired")
    package static let invalid = BearerError(description: "The access token is invalid")
}
