package import TenantModel
package import World

/// Who a user name and a password are, in one connection.
///
/// Unknown names and wrong passwords are told apart nowhere.
package struct PasswordLogin {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Throws: `invalid_user_password` `Wrong email or password.`; `unauthorized` `user is blocked` once the password is right.
    package func user(named name: String, password: String, in connection: Connection) async throws -> User {
        let user = try await world.store.snapshot().user(named: name, in: connection.name)
        guard await PasswordCheck.matches(password, user?.password), let user else { throw OAuthError.wrongPassword }
        guard !user.isBlocked else { throw OAuthError.userIsBlocked }
        return user
    }
}
