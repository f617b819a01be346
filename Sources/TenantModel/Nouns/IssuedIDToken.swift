/// An id_token that was handed out; kept only to say on the timeline when it ends.
package struct IssuedIDToken: Hashable, Sendable {
    package var ordinal: Int
    package var user: Identifier<User>
    package var client: Identifier<Client>
    package var expiresAt: Timestamp

    package init(ordinal: Int, user: Identifier<User>, client: Identifier<Client>, expiresAt: Timestamp) {
        self.ordinal = ordinal
        self.user = user
        self.client = client
        self.expiresAt = expiresAt
    }
}
