package import TenantModel
import Tokens
package import World

/// Reads the user of a login from the store, and counts the login there.
package enum LoginRecord {
    /// Counts a login and reads the user's profile.
    ///
    /// - Throws: `unauthorized` for a blocked user; `access_denied` for a deleted one.
    package static func enter(
        _ id: Identifier<User>,
        through connection: String,
        client: Identifier<Client>,
        from address: String?,
        at now: Timestamp,
        _ tenant: inout TenantState
    ) throws(OAuthError) -> Login {
        guard let known = tenant.user(id) else { throw goneUser(id) }
        guard !known.isBlocked else { throw .userIsBlocked(known) }
        let user = tenant.noteLogin(of: id, from: address, at: now) ?? known
        return Login(
            user: id,
            connection: connection,
            profile: profile(of: user, for: client, in: tenant, at: now),
            authenticatedAt: now
        )
    }

    static func enter(
        _ id: Identifier<User>,
        through connection: String,
        for request: AuthorizationRequest,
        from address: String?,
        at now: Timestamp,
        _ tenant: inout TenantState
    ) throws(AuthorizationRefusal) -> Login {
        do {
            return try enter(id, through: connection, client: request.client, from: address, at: now, &tenant)
        } catch {
            throw .redirected(error, to: request.target)
        }
    }

    static func read(
        _ session: Session,
        for request: AuthorizationRequest,
        at now: Timestamp,
        _ tenant: TenantState
    ) throws(AuthorizationRefusal) -> Login {
        try read(session.user, session.connection, since: session.authenticatedAt, for: request, at: now, tenant)
    }

    /// The login of a paused login that goes on, with the user as the store has them now.
    static func read(
        _ paused: PausedLogin,
        at now: Timestamp,
        _ tenant: TenantState
    ) throws(AuthorizationRefusal) -> Login {
        try read(paused.user, paused.connection, since: paused.authenticatedAt, for: paused.request, at: now, tenant)
    }

    /// The login behind a refresh token, with the user as the store has them now.
    ///
    /// - Throws: `invalid_grant` for a deleted user; `unauthorized` for a blocked one.
    static func read(
        _ device: DeviceCredential,
        at now: Timestamp,
        _ tenant: TenantState
    ) throws(OAuthError) -> Login {
        guard let user = tenant.user(device.user) else { throw .refreshTokenOfNobody(device.user) }
        var login = try read(
            user,
            device.connection,
            since: device.authenticatedAt,
            for: device.client,
            at: now,
            tenant
        )
        login.sessionID = device.sessionID
        return login
    }

    /// A login of that user.
    ///
    /// - Parameter connection: nil for the user's own connection.
    static func read(
        _ user: User,
        _ connection: String?,
        since authenticatedAt: Timestamp,
        for client: Identifier<Client>,
        at now: Timestamp,
        _ tenant: TenantState
    ) throws(OAuthError) -> Login {
        guard !user.isBlocked else { throw .userIsBlocked(user) }
        return Login(
            user: user.id,
            connection: connection ?? user.connection,
            profile: profile(of: user, for: client, in: tenant, at: now),
            authenticatedAt: authenticatedAt
        )
    }

    private static func read(
        _ id: Identifier<User>,
        _ connection: String,
        since authenticatedAt: Timestamp,
        for request: AuthorizationRequest,
        at now: Timestamp,
        _ tenant: TenantState
    ) throws(AuthorizationRefusal) -> Login {
        guard let user = tenant.user(id) else {
            throw .redirected(
                OAuthError(.loginRequired, "Login required")
                    .because("The session's user \(id.rawValue) has been deleted"),
                to: request.target
            )
        }
        do {
            return try read(user, connection, since: authenticatedAt, for: request.client, at: now, tenant)
        } catch {
            throw .redirected(error, to: request.target)
        }
    }

    static func goneUser(_ id: Identifier<User>) -> OAuthError {
        OAuthError(.accessDenied, "The user does not exist anymore.")
            .because("The user \(id.rawValue) has been deleted")
            .about(user: id)
    }

    package static func profile(
        of user: User,
        for client: Identifier<Client>,
        in tenant: TenantState,
        at now: Timestamp
    ) -> JSONObject {
        Profile.of(
            user,
            for: client,
            showsProviderTokens: tenant.directory.legacy(at: now).has(.providerTokensInProfiles)
        )
    }
}
