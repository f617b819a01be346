import TenantModel
import World

/// Decides where a logout may lead: to the addresses on the list of the named client, else on the tenant's list.
struct LogoutDestination {
    let directory: TenantDirectory

    /// The client of that id; nil without an id.
    ///
    /// - Throws: `invalid_request` for an unknown client.
    func client(_ id: String?) throws(OAuthError) -> Client? {
        guard let id else { return nil }
        guard let client = directory.client(Identifier(id)) else {
            throw .invalidRequest("Unknown client: \(id)").because(
                directory.noClient(called: id),
                hint: "Compare the client_id with the clients of the seed; the page at / lists them"
            )
        }
        return client
    }

    /// Checks that an address is on the list.
    ///
    /// - Parameters:
    ///   - name: the name of the parameter that has the address.
    ///   - client: the client whose list counts; nil for the tenant's list.
    /// - Throws: `invalid_request` for an address that is not on the list.
    func check(_ address: String, _ name: String, of client: Client?) throws(OAuthError) {
        let list =
            client.map { "allowed_logout_urls of \($0.name)" } ?? "tenant's allowed_logout_urls (no client_id came)"
        let key = client == nil ? "tenant.allowed_logout_urls" : "clients[..].allowed_logout_urls"
        // The fragment is not compared with the list, but a line break in it must not get into a header.
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            let uri = try? RedirectURI(address.withoutFragment), allowed(client).contains(where: { permits($0, uri) })
        else {
            throw .invalidRequest(
                "The \"\(name)\" querystring parameter \"\(address)\" is not defined as a valid URL in "
                    + "\"Allowed Logout URLs\""
            )
            .because(
                "\(name) \(address.shownAddress) is not among the \(list); there are "
                    + TenantDirectory.listed(allowed(client)),
                hint: "Add it to \(key) in the seed"
            )
            .about(client: client?.id)
        }
    }

    /// The destination of a logout that names only its client: the first address without a wildcard on the client's
    /// list.
    ///
    /// Nil in the older eras.
    func standard(of client: Client?) -> String? {
        guard directory.emulator.era == .modern else { return nil }
        return client?.allowedLogoutURLs.first { !$0.contains("*") }
    }

    private func allowed(_ client: Client?) -> [String] {
        client?.allowedLogoutURLs ?? directory.settings.allowedLogoutURLs
    }

    /// Compares without the query, as Auth0 does; with `strict: true` the whole address counts.
    private func permits(_ entry: String, _ uri: RedirectURI) -> Bool {
        if uri.matches(registered: entry) { return true }
        guard !directory.emulator.isStrict, let bare = try? RedirectURI(uri.text.withoutQuery) else { return false }
        return bare.matches(registered: entry.withoutQuery)
    }
}

extension String {
    fileprivate var withoutFragment: String { String(prefix { $0 != "#" }) }
    fileprivate var withoutQuery: String { String(prefix { $0 != "?" && $0 != "#" }) }
}
