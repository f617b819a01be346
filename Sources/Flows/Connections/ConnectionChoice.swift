package import TenantModel
package import World

/// Finds the connection that a request names.
///
/// Refusals have the words of `/oauth/ro`.
package enum ConnectionChoice {
    /// The connection of that name.
    ///
    /// - Throws: a refusal if there is none, or if the client may not use it.
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

    /// The connections that the login page offers to that client, in the order of the seed.
    package static func offered(to client: Client, in directory: TenantDirectory) -> [Connection] {
        directory.connections.filter { $0.isEnabled(for: client.id) }
    }
}

extension Connection {
    /// True if users log in with a password that the seed gives: databases, and directories such as AD.
    package var takesPasswords: Bool {
        strategy.kind == .database || ["ad", "adfs", "auth0-adldap", "waad"].contains(strategy.rawValue)
    }

    /// True if users log in on a page of the identity provider, for which a local page stands in.
    package var hasProviderPage: Bool {
        switch strategy.kind {
        case .social: true
        case .enterprise: !takesPasswords
        case .database, .passwordless: false
        }
    }
}
