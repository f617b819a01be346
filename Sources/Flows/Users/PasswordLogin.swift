package import TenantModel
package import World

/// Who a user name and a password are, in one connection.
///
/// Unknown names and wrong passwords are told apart in the tenant's log, and nowhere else.
package struct PasswordLogin {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Throws: `invalid_user_password` `Wrong email or password.`; `unauthorized` `user is blocked` once the password is right.
    package func user(
        named name: String,
        password: String,
        in connection: Connection,
        for client: Identifier<Client>,
        from caller: Caller
    ) async throws -> User {
        let state = try await world.store.state()
        let user = state.user(named: name, in: connection.name)
        // Somebody typed the password into the field of the name: neither log may show it.
        let isExchanged = user == nil && state.isPassword(name, in: connection.name)
        func note(_ kind: LogEntry.Kind, _ why: OAuthError) -> OAuthError {
            LogBook(in: world, of: caller).note(kind) { entry in
                entry.description = why.description
                entry.client = client
                entry.connection = connection.name
                entry.user = user?.id
                entry.userName = isExchanged ? nil : String(name.prefix(200))
            }
            return why.about(client: client, user: user?.id)
        }
        guard await PasswordCheck.matches(password, user?.password), let user else {
            throw note(
                user == nil ? .unknownUser : .wrongPassword,
                .wrongPassword(Self.reason(named: isExchanged ? nil : name, user, in: connection))
            )
        }
        guard !user.isBlocked else { throw note(.failedLogin, .userIsBlocked(user)) }
        return user
    }

    /// For the developer: the answer does not tell a wrong name from a wrong password.
    ///
    /// - Parameter name: nil where it is a password.
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
