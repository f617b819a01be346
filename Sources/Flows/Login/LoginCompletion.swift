package import TenantModel
import Tokens
package import World

/// The last step of every interactive login: the user is known, the client is answered (authentication API §3.2, 6–8).
package struct LoginCompletion {
    package struct Completed: Sendable {
        package let response: AuthorizationResponse
        /// For the cookie; nil where no session was kept.
        package let session: String?
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameters:
    ///   - previous: the session cookie that came with the request; it ends.
    ///   - address: where the request came from, for `last_ip`.
    /// - Throws: `AuthorizationRefusal` `unauthorized` for a blocked user.
    package func complete(
        _ user: Identifier<User>,
        through connection: String,
        for request: AuthorizationRequest,
        replacing previous: String?,
        from address: String?,
        at now: Timestamp
    ) async throws -> Completed {
        let sessionID = request.keepsSession ? world.identifiers.next(.session) : nil
        let login = try await world.store.transact { tenant in
            let login = try LoginRecord.enter(user, through: connection, for: request, from: address, at: now, &tenant)
            if let previous { tenant.endSession(previous) }
            if let sessionID {
                tenant.makeRoom(at: now)
                tenant.save(
                    Session(
                        id: sessionID,
                        user: user,
                        connection: connection,
                        authenticatedAt: now,
                        client: request.client
                    )
                )
            }
            return login
        }
        let response = try await TokenMint(in: world).respond(to: request, login: login, at: now)
        return Completed(response: response, session: sessionID)
    }

    /// A silent login: the session's user is re-read, its idle clock restarts, nobody counts it as a login.
    ///
    /// - Returns: nil where that session may not serve that request.
    func resume(
        _ session: String,
        for request: AuthorizationRequest,
        at now: Timestamp
    ) async throws -> AuthorizationResponse? {
        let login = try await world.store.transact { tenant -> Login? in
            guard var session = tenant.session(session, at: now),
                let client = tenant.directory.client(request.client),
                SessionPolicy.mayServe(session, request, of: client, at: now)
            else { return nil }
            let login = try LoginRecord.read(session, for: request, tenant)
            session.usedAt = now
            if !session.clients.contains(request.client) { session.clients.append(request.client) }
            tenant.save(session)
            return login
        }
        guard let login else { return nil }
        return try await TokenMint(in: world).respond(to: request, login: login, at: now)
    }
}
