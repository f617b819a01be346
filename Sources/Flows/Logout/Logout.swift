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
            let allowed = try allowed(try parameters.text("client_id"))
            // The fragment is nobody's to compare, but a line break in it must not become a header.
            guard returnTo.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
                let uri = try? RedirectURI(returnTo.withoutFragment), allowed.contains(where: { permits($0, uri) })
            else {
                throw OAuthError.invalidRequest(
                    "The \"returnTo\" querystring parameter \"\(returnTo)\" is not defined as a valid URL in "
                        + "\"Allowed Logout URLs\""
                )
            }
            return returnTo
        } catch let refusal as OAuthError {
            throw AuthorizationRefusal.shown(refusal)
        }
    }

    private func allowed(_ clientID: String?) throws(OAuthError) -> [String] {
        guard let clientID else { return world.directory.settings.allowedLogoutURLs }
        guard let client = world.directory.client(Identifier(clientID)) else {
            throw .invalidRequest("Unknown client: \(clientID)")
        }
        return client.allowedLogoutURLs
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
