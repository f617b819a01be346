/// A password that was right at `/usernamepassword/login` and may be turned into a login once (authentication API §4.2).
package struct LoginTicket: Hashable, Sendable {
    package static let lifetime = Duration.seconds(60)

    /// `sid` in `wresult` and `wctx`.
    package var sid: String
    package var user: Identifier<User>
    package var connection: String
    package var request: AuthorizationRequest
    /// Of the page whose script was given the form; nil where no browser said it, as for a script element.
    package var origin: String?
    package var expiresAt: Timestamp

    package init(
        sid: String,
        user: Identifier<User>,
        connection: String,
        request: AuthorizationRequest,
        origin: String? = nil,
        expiresAt: Timestamp
    ) {
        self.sid = sid
        self.user = user
        self.connection = connection
        self.request = request
        self.origin = origin
        self.expiresAt = expiresAt
    }
}
