package import TenantModel
package import World

/// Finds the user of a connection by name and password.
///
/// The answer does not say whether the name or the password was wrong; the tenant's log and the journal do.
package struct PasswordLogin {
    private let world: World

    package init(in world: World) { self.world = world }

    /// The user with that name and password.
    ///
    /// - Throws: `invalid_user_password` for a wrong name or password; `unauthorized` for a blocked user whose password
    ///   is right.
    package func user(
        named name: String,
        password: String,
        in connection: Connection,
        for client: Identifier<Client>,
        from caller: Caller
    ) async throws -> User {
        let state = try await world.store.state()
        let user = state.user(named: name, in: connection.name)
        // A person may type the password into the name field; no log may show it then.
        let isNamePassword = user == nil && state.isPassword(name, in: connection.name)
        func note(_ kind: LogEntry.Kind, _ why: OAuthError) -> OAuthError {
            LogBook(in: world, of: caller).note(kind) { entry in
                entry.description = why.description
                entry.client = client
                entry.connection = connection.name
                entry.user = user?.id
                entry.userName = isNamePassword ? nil : String(name.prefix(200))
            }
            return why.about(client: client, user: user?.id)
        }
        guard await PasswordCheck.matches(password, user?.password), let user else {
            throw note(
                user == nil ? .unknownUser : .wrongPassword,
                .wrongPassword(Self.reason(named: isNamePassword ? nil : name, user, in: connection))
            )
        }
        guard !user.isBlocked else { throw note(.failedLogin, .userIsBlocked(user)) }
        return user
    }

    /// What was wrong, for the journal and the log.
    ///
    /// - Parameter name: the name that was sent; nil if it is a password.
    private static func reason(named name: String?, _ user: User?, in connection: Connection) -> String {
        guard let user else {
            return name.map { "No user of \(connection.name) is called \"\($0.prefix(200))\"" }
                ?? "The name that was sent is the password of a user of \(connection.name): send the name as username"
        }
        guard user.password != nil else {
            return "\(user.label) has no password in \(connection.name); write password or password_hash in the seed"
        }
        return "Wrong password for \(user.label) in \(connection.name)"
    }
}
