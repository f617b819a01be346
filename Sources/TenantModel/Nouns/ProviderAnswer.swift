/// What the stand-in for an identity provider answered: the person who was chosen there.
///
/// One use.
package struct ProviderAnswer: Hashable, Sendable {
    package static let lifetime = Duration.seconds(600)

    package var code: String
    /// `state` of the pending login it belongs to.
    package var state: String
    package var connection: String
    package var user: Identifier<User>
    package var expiresAt: Timestamp

    package init(code: String, state: String, connection: String, user: Identifier<User>, expiresAt: Timestamp) {
        self.code = code
        self.state = state
        self.connection = connection
        self.user = user
        self.expiresAt = expiresAt
    }
}
