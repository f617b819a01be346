import TenantModel
package import World

/// `/logout` and `/v2/logout`: ends the browser's session.
///
/// Issued tokens stay good.
package struct Logout {
    private let world: World

    package init(in world: World) { self.world = world }

    /// Ends the session.
    ///
    /// - Returns: the address to go to; nil for the page that says `OK`.
    /// - Throws: `AuthorizationRefusal.shown` if `returnTo` is not on the client's list, or, without a client, on the
    ///   tenant's. The session then goes on.
    package func logout(_ parameters: Parameters, session: String?, from caller: Caller) async throws -> String? {
        let book = LogBook(in: world, of: caller)
        let destination = try await book.noting(.failedLogout) { try self.destination(parameters) }
        try await end(session, book)
        return destination
    }

    private func destination(_ parameters: Parameters) throws(AuthorizationRefusal) -> String? {
        let destinations = LogoutDestination(directory: world.directory)
        do {
            guard let returnTo = try parameters.text("returnTo") else {
                guard world.directory.emulator.era == .modern else { return nil }
                return destinations.standard(of: try destinations.client(try parameters.text("client_id")))
            }
            let client = try destinations.client(try parameters.text("client_id"))
            try destinations.check(returnTo, "returnTo", of: client)
            return returnTo
        } catch {
            throw .shown(error)
        }
    }

    /// Ends the browser's session and writes an entry to the tenant's log.
    func end(_ session: String?, _ book: LogBook) async throws {
        guard let session else { return }
        let now = world.clock.now
        let ended = try await world.store.transact { tenant in
            defer { tenant.endSession(session) }
            return tenant.session(session, at: now)
        }
        guard let ended else { return }
        book.note(.logout) { entry in
            entry.user = ended.user
            entry.connection = ended.connection
        }
    }
}
