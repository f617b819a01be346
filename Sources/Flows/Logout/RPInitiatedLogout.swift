import TenantModel
import Tokens
package import World

/// `/oidc/logout` (OIDC RP-Initiated Logout 1.0 §2).
///
/// What the parameters say of client, user and session must agree with each other and with the browser's session. The
/// user is not asked for confirmation.
package struct RPInitiatedLogout {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `id_token_hint`, expired or not; `logout_hint`, the `sid` of an id_token;
    ///   `post_logout_redirect_uri`, on the client's list, or on the tenant's where no client is named; `client_id`;
    ///   `state`, which comes back.
    /// - Returns: the address to go to; nil for the page that says `OK`.
    /// - Throws: `AuthorizationRefusal.shown`; the session then goes on.
    package func logout(_ parameters: Parameters, session: String?, from caller: Caller) async throws -> String? {
        let book = LogBook(in: world, of: caller)
        let now = world.clock.now
        let state = try await world.store.state()
        let current = session.flatMap { state.session($0, at: now) }
        let destination = try await book.noting(.failedLogout) {
            do { return try self.destination(parameters, current) } catch let refusal as OAuthError {
                throw AuthorizationRefusal.shown(refusal)
            }
        }
        try await Logout(in: world).end(session, book)
        return destination
    }

    private func destination(_ parameters: Parameters, _ session: Session?) throws(OAuthError) -> String? {
        let destinations = LogoutDestination(directory: world.directory)
        let hint = try hint(parameters)
        let named = try destinations.client(try parameters.text("client_id"))
        if let named, let hint, named.id != hint.client.id {
            throw .invalidRequest("client_id and id_token_hint name different clients")
        }
        if let hint, let session, hint.subject != session.user {
            throw .invalidRequest("id_token_hint is of another user than the one who is logged in")
        }
        if let sid = try parameters.text("logout_hint"), let session, sid != SessionName.of(session.id) {
            throw .invalidRequest("logout_hint names another session than this browser's")
        }
        guard let address = try parameters.text("post_logout_redirect_uri") else {
            return destinations.standard(of: named ?? hint?.client)
        }
        try destinations.check(address, "post_logout_redirect_uri", of: named ?? hint?.client)
        guard let state = try parameters.text("state") else { return address }
        let query = address.prefix { $0 != "#" }
        let joint = query.contains("?") ? "&" : "?"
        return query + joint + "state=" + PercentEncoding.encode(state) + address[query.endIndex...]
    }

    private func hint(_ parameters: Parameters) throws(OAuthError) -> TenantSigner.VerifiedIDToken? {
        guard let token = try parameters.text("id_token_hint") else { return nil }
        guard let hint = TenantSigner(world.directory).readHint(token) else {
            throw .invalidRequest("id_token_hint is not an id_token that this tenant issued")
        }
        return hint
    }
}
