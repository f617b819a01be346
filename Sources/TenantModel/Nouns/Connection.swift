/// A source of users: a database, or an identity provider.
package struct Connection: Hashable, Sendable {
    package var id: Identifier<Connection>
    package var name: String
    package var strategy: Strategy
    package var displayName: String?
    /// Nil: every client.
    package var enabledClients: [Identifier<Client>]?
    package var options = JSONObject()
    /// Settings of the Management API that are kept and shown but not acted on.
    package var kept = JSONObject()

    package init(id: Identifier<Connection>, name: String, strategy: Strategy) {
        self.id = id
        self.name = name
        self.strategy = strategy
    }

    package func isEnabled(for client: Identifier<Client>) -> Bool { enabledClients?.contains(client) ?? true }

    /// People of this connection log in with a user name beside their e-mail address.
    package var requiresUsername: Bool { options["requires_username"]?.flag ?? false }
}
