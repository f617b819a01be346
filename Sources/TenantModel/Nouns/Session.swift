/// A browser's single sign-on session.
package struct Session: Hashable, Sendable {
    /// The cookie's value.
    package var id: String
    package var user: Identifier<User>
    package var connection: String
    package var authenticatedAt: Timestamp
    /// Each completed authorization restarts the idle clock.
    package var usedAt: Timestamp
    /// Clients that logged in through this session, in order.
    package var clients: [Identifier<Client>]

    package init(
        id: String,
        user: Identifier<User>,
        connection: String,
        authenticatedAt: Timestamp,
        client: Identifier<Client>
    ) {
        self.id = id
        self.user = user
        self.connection = connection
        self.authenticatedAt = authenticatedAt
        usedAt = authenticatedAt
        clients = [client]
    }

    package func expiresAt(under settings: TenantSettings) -> Timestamp {
        min(authenticatedAt + settings.sessionLifetime, usedAt + settings.idleSessionLifetime)
    }
}
