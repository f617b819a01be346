/// A login that has begun at `/authorize` and waits for a person; named by the server's own `state`.
package struct PendingLogin: Hashable, Sendable {
    /// Our choice: an hour to find the password.
    package static let lifetime = Duration.seconds(3600)

    package var state: String
    package var request: AuthorizationRequest
    /// Which browser began it: another one may not finish it.
    package var browser: String
    package var csrf: String
    package var expiresAt: Timestamp

    package init(state: String, request: AuthorizationRequest, browser: String, csrf: String, expiresAt: Timestamp) {
        self.state = state
        self.request = request
        self.browser = browser
        self.csrf = csrf
        self.expiresAt = expiresAt
    }
}
