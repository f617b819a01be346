package import TenantModel
package import World

/// Finding the connection that a request names, in the words of the legacy endpoints (authentication API §5.1).
package enum ConnectionChoice {
    package static func connection(
        named name: String,
        for client: Client,
        in directory: TenantDirectory
    ) throws(OAuthError) -> Connection {
        guard let connection = directory.connection(named: name) else {
            throw .connectionNotFound(directory.noConnection(called: name))
        }
        guard connection.isEnabled(for: client.id) else { throw .connectionDisabled(connection, for: client) }
        return connection
    }

    /// What the login page of that client offers, in seed order.
    package static func offered(to client: Client, in directory: TenantDirectory) -> [Connection] {
        directory.connections.filter { $0.isEnabled(for: client.id) }
    }
}

extension Connection {
    /// A password of this tenant's own store opens it: databases, and directories that the seed stands in for.
    package var takesPasswords: Bool {
        strategy.kind == .database || ["ad", "adfs", "auth0-adldap", "waad"].contains(strategy.rawValue)
    }

    /// The person is sent to a page of the provider, which here is a local one.
    package var hasProviderPage: Bool {
        switch strategy.kind {
        case .social: true
        case .enterprise: !takesPasswords
        case .database, .passwordless: false
        }
    }
}
