package import TenantModel
package import World

/// The hosted login page: what it shows, and what its form does.
package struct HostedLogin {
    package struct Page: Sendable {
        package let pending: PendingLogin
        package let client: Client
        package let database: Connection?
        package let providers: [Connection]
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// The page of the login with that state.
    ///
    /// - Throws: a shown refusal if there is no such login, or if it was begun in another browser.
    package func page(state: String?, browser: String?) async throws -> Page {
        let pending = try await pending(state: state, browser: browser)
        guard let client = world.directory.client(pending.request.client) else {
            throw Self.gone(world.directory.noClient(called: pending.request.client.rawValue))
        }
        let offered = ConnectionChoice.offered(to: client, in: world.directory)
            .filter { pending.request.connection == nil || pending.request.connection == $0.name }
        return Page(
            pending: pending,
            client: client,
            database: database(among: offered),
            providers: offered.filter(\.hasProviderPage)
        )
    }

    /// The database of the form: the tenant's default if the client may use it, else the client's first in the seed.
    private func database(among offered: [Connection]) -> Connection? {
        let databases = offered.filter(\.takesPasswords)
        return databases.first { $0.name == world.directory.settings.defaultDirectory } ?? databases.first
    }

    /// Logs the user in.
    ///
    /// - Throws: `OAuthError` for a refusal that the login page shows; `AuthorizationRefusal` for one that ends the
    ///   login.
    package func submit(
        _ parameters: Parameters,
        browser: String?,
        session: String?,
        from caller: Caller
    ) async throws -> LoginCompletion.Answer {
        let page = try await page(state: try parameters.text("state"), browser: browser)
        guard let csrf = try parameters.text("_csrf"), ConstantTime.isEqual(csrf, page.pending.csrf) else {
            throw Self.gone(Self.wrongCSRF).naming(client: page.client.id)
        }
        guard let database = page.database else {
            throw Self.gone(
                "\(page.client.name) may use no database: add it to enabled_clients of a connection that takes passwords"
            )
            .naming(client: page.client.id)
        }
        let now = world.clock.now
        let user = try await PasswordLogin(in: world).user(
            named: try parameters.text("username") ?? "",
            password: try parameters.text("password") ?? "",
            in: database,
            for: page.client.id,
            from: caller
        )
        try await takePending(page.pending.state, at: now)
        return try await LoginCompletion(in: world).complete(
            user.id,
            through: database.name,
            for: page.pending.request,
            replacing: session,
            from: caller,
            at: now
        )
    }

    func pending(state: String?, browser: String?) async throws -> PendingLogin {
        guard let state else { throw Self.gone("The request has no state: a login begins at /authorize") }
        guard let pending = try await world.store.state().pendingLogin(state, at: world.clock.now) else {
            throw Self.gone("No login with this state is under way: it is finished, expired, or was never begun")
        }
        guard pending.browser == browser else {
            throw Self.gone(
                browser == nil
                    ? "The browser sent no login cookie: cookies are off, or the form was posted from another site"
                    : "The login cookie is of another login: it was begun in another browser"
            )
            .naming(client: pending.request.client)
        }
        return pending
    }

    /// Removes the pending login, so that the form cannot be submitted twice.
    func takePending(_ state: String, at now: Timestamp) async throws {
        let taken = try await world.store.transact { $0.takePendingLogin(state, at: now) }
        guard taken != nil else { throw Self.gone("The login of this form has been finished already") }
    }

    /// The page that says that a login cannot go on.
    ///
    /// - Parameter reason: what exactly was wrong, for the developer.
    package static func gone(_ reason: String) -> AuthorizationRefusal {
        .shown(
            .invalidRequest(
                "This login has ended, or was begun in another browser. Go back to the application and log in again."
            )
            .because(reason)
        )
    }

    static let wrongCSRF = "The form's _csrf is not the one of its page: it was posted from somewhere else"
}
