/// An authorization code (RFC 6749 §4.1.2): one use, ten minutes.
package struct AuthorizationCode: Hashable, Sendable {
    package static let lifetime = Duration.seconds(600)

    package var value: String
    package var request: AuthorizationRequest
    package var login: Login
    package var expiresAt: Timestamp

    package init(value: String, request: AuthorizationRequest, login: Login, expiresAt: Timestamp) {
        self.value = value
        self.request = request
        self.login = login
        self.expiresAt = expiresAt
    }
}
