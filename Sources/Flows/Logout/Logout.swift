import TenantModel
package import World

/// `/logout` and `/v2/logout`: the session ends, tokens live on (authentication API §14.1).
package struct Logout {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Returns: where to go; nil for the page that says `OK`.
    /// - Throws: `AuthorizationRefusal.shown` where `returnTo` is not on the client's list, or on the tenant's when no
    ///   client is named. The session has then not ended.
    package func logout(_ parameters: Parameters, session: String?, from caller: Caller) async throws -> String? {
        let book = LogBook(in: world, of: caller)
        let destination = try await book.noting(.failedLogout) { try self.destination(parameters) }
        guard let session else { return destination }
        let now = world.clock.now
        let ended = try await world.store.transact { tenant in
            defer { tenant.endSession(session) }
            return tenant.session(session, at: now)
        }
        if let ended {
            book.note(.logout) { entry in
                entry.user = ended.user
                entry.connection = ended.connection
            }
        }
        return destination
    }

    private func destination(_ parameters: Parameters) throws -> String? {
        do {
            guard let returnTo = try parameters.text("returnTo") else { return nil }
            let client = try client(try parameters.text("client_id"))
            let allowed = client?.allowedLogoutURLs ?? world.directory.settings.allowedLogoutURLs
            let list =
                client.map { "allowed_logout_urls of \($0.name)" } ?? "tenant's allowed_logout_urls (no client_id came)"
            let key = client == nil ? "tenant.allowed_logout_urls" : "clients[..].allowed_logout_urls"
            // The fragment is nobody's to compare, but a line break in it must not become a header.
            guard returnTo.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
                let uri = try? RedirectURI(returnTo.withoutFragment), allowed.contains(where: { permits($0, uri) })
            else {
                throw OAuthError.invalidRequest(
                    "The \"returnTo\" querystring parameter \"\(returnTo)\" is not defined as a valid URL in "
                        + "\"Allowed Logout URLs\""
                )
                .because(
                    "returnTo \(returnTo.prefix(200)) is not among the \(list); there are "
                        + TenantDirectory.listed(allowed),
                    hint: "Add it to \(key) in the seed"
                )
                .about(client: client?.id)
            }
            return returnTo
        } catch let refusal as OAuthError {
            throw AuthorizationRefusal.shown(refusal)
        }
    }

    private func client(_ id: String?) throws(OAuthError) -> Client? {
        guard let id else { return nil }
        guard let client = world.directory.client(Identifier(id)) else {
            throw .invalidRequest("Unknown client: \(id)").because(world.directory.noClient(called: id))
        }
        return client
    }

    /// The tenant compares without the query; the standard does not.
    private func permits(_ entry: String, _ uri: RedirectURI) -> Bool {
        if uri.matches(registered: entry) { return true }
        guard !world.directory.emulator.isStrict, let bare = try? RedirectURI(uri.text.withoutQuery) else {
            return false
        }
        return bare.matches(registered: entry.withoutQuery)
    }
}

extension String {
    fileprivate var withoutFragment: String { String(prefix { $0 != "#" }) }
    fileprivate var withoutQuery: String { String(prefix { $0 != "?" && $0 != "#" }) }
}
