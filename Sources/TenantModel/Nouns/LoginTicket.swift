/// Proof that `/usernamepassword/login` was given the right password; it can be exchanged for one login.
package struct LoginTicket: Hashable, Sendable {
    package static let lifetime = Duration.seconds(60)

    /// `sid` in `wresult` and `wctx`.
    package var sid: String
    package var user: Identifier<User>
    package var connection: String
    package var request: AuthorizationRequest
    /// The `Origin` of the page whose script asked; nil where the browser sent none, as it does for a script element.
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
