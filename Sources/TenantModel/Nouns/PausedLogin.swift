/// A login that a rule has interrupted.
///
/// The browser comes back to `/continue`, or to the page for a second factor.
package struct PausedLogin: Hashable, Sendable {
    /// Our choice: an hour to fill in the form over there.
    package static let lifetime = Duration.seconds(3600)

    package enum Reason: Hashable, Sendable {
        /// `context.redirect`: every rule runs again when the browser is back.
        case redirect
        /// `context.multifactor`: the rules are through, and left the login like this.
        case secondFactor(Login, provider: String)
    }

    /// What the browser carries there and back.
    package var state: String
    package var reason: Reason
    package var request: AuthorizationRequest
    package var user: Identifier<User>
    package var connection: String
    package var authenticatedAt: Timestamp
    package var session: SessionPlan
    package var expiresAt: Timestamp

    package init(
        state: String,
        reason: Reason,
        request: AuthorizationRequest,
        user: Identifier<User>,
        connection: String,
        authenticatedAt: Timestamp,
        session: SessionPlan,
        expiresAt: Timestamp
    ) {
        self.state = state
        self.reason = reason
        self.request = request
        self.user = user
        self.connection = connection
        self.authenticatedAt = authenticatedAt
        self.session = session
        self.expiresAt = expiresAt
    }
}
