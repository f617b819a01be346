/// A password that was right at `/usernamepassword/login` and may be turned into a login once (authentication API §4.2).
package struct LoginTicket: Hashable, Sendable {
    package static let lifetime = Duration.seconds(60)

    /// `sid` in `wresult` and `wctx`.
    package var sid: String
    package var user: Identifier<User>
    package var connection: String
    package var request: AuthorizationRequest
    package var expiresAt: Timestamp

    package init(
        sid: String,
        user: Identifier<User>,
        connection: String,
        request: AuthorizationRequest,
        expiresAt: Timestamp
    ) {
        self.sid = sid
        self.user = user
        self.connection = connection
        self.request = request
        self.expiresAt = expiresAt
    }
}
