package import TenantModel
package import World

/// Goes on with logins that a rule has interrupted: `/continue`, to which a redirect rule's page sends the browser
/// back, and the local page that stands in for a second factor.
package struct ContinuedLogin {
    private let world: World

    package init(in world: World) { self.world = world }

    /// Runs every rule again, with `context.protocol` `redirect-callback` and the parameters that came along.
    ///
    /// - Throws: a shown refusal without `state`, and if no login with that state is waiting.
    package func resume(
        query: Parameters,
        body: Parameters,
        from caller: Caller
    ) async throws -> LoginCompletion.Answer {
        // Read the body first: its duplicates include the names that the query repeats.
        guard let state = try body.text("state") ?? query.text("state") else {
            throw AuthorizationRefusal.shown(
                .invalidRequest("Missing required parameter: state")
                    .hinting("The page that a rule redirects to comes back with the state that it was given")
            )
        }
        let shown: (JSONObject, JSONObject)
        do { shown = try (query.shownToRules(), body.shownToRules()) } catch { throw AuthorizationRefusal.shown(error) }
        let now = world.clock.now
        let (paused, login, clients) = try await world.store.transact {
            tenant -> (PausedLogin, Login, [Identifier<Client>]?) in
            guard let paused = tenant.pausedLogin(state, at: now), case .redirect = paused.reason else {
                throw HostedLogin.gone("No rule has sent a browser away with this state, or it has come back before")
            }
            _ = tenant.takePausedLogin(state, at: now)
            let login = try LoginRecord.read(paused, at: now, tenant)
            return (paused, login, try sessionClients(of: paused, in: tenant, at: now))
        }
        var facts = try facts(of: paused, from: caller)
        facts.originalProtocol = facts.loginProtocol
        facts.loginProtocol = .redirectCallback
        facts.sessionClients = clients
        (facts.query, facts.body) = shown
        return try await noting(paused, caller) {
            try await LoginCompletion(in: world).passRules(
                .init(request: paused.request, session: paused.session, facts: facts, login: login, now: now)
            )
        }
    }

    private func noting<Result>(
        _ paused: PausedLogin,
        _ caller: Caller,
        when work: () async throws -> Result
    ) async throws -> Result {
        let failed: (inout LogEntry) -> Void = { entry in
            entry.client = paused.request.client
            entry.user = paused.user
            entry.connection = paused.connection
        }
        return try await LogBook(in: world, of: caller).noting(.failedLogin, failed, when: work)
    }

    /// A login that waits for a second factor.
    package struct SecondFactor: Sendable {
        package let state: String
        package let client: Client
        package let provider: String
        package let login: Login
        /// The login cookie's value of the browser that is shown the page; a new one if it had none.
        package let browser: String
        /// The `_csrf` of the page's form.
        package let csrf: String
    }

    package func secondFactor(state: String?, browser: String?) async throws -> SecondFactor {
        guard let state, let paused = try await world.store.state().pausedLogin(state, at: world.clock.now),
            case .secondFactor(let login, let provider) = paused.reason,
            let client = world.directory.client(paused.request.client)
        else { throw HostedLogin.gone("No second factor is waited for with this state") }
        let browser = browser ?? world.identifiers.next(.browser)
        guard let ticket = FormTicket(state: state, browser: browser) else {
            throw HostedLogin.gone("The browser's login cookie is empty")
        }
        return SecondFactor(
            state: state,
            client: client,
            provider: provider,
            login: login,
            browser: browser,
            csrf: ticket.text
        )
    }

    /// - Parameters:
    ///   - csrf: the form's `_csrf`; it must be the one of the page that this browser was shown.
    ///   - isApproved: true if the person pressed "approve".
    /// - Throws: `access_denied` to the client if the person refused.
    package func answerSecondFactor(
        state: String?,
        csrf: String?,
        browser: String?,
        isApproved: Bool,
        from caller: Caller
    ) async throws -> LoginCompletion.Answer {
        guard let state, let ticket = FormTicket(state: state, browser: browser), ticket.matches(csrf) else {
            throw HostedLogin.gone("The form is not of the page that this browser was shown")
        }
        let factor = try await secondFactor(state: state, browser: browser)
        let now = world.clock.now
        let paused = try await world.store.transact { tenant in
            guard let paused = tenant.takePausedLogin(factor.state, at: now) else {
                throw HostedLogin.gone("The second factor has been answered before")
            }
            // Check again: the user may have been blocked meanwhile.
            _ = try LoginRecord.read(paused, at: now, tenant)
            return paused
        }
        return try await noting(paused, caller) {
            guard isApproved else {
                throw AuthorizationRefusal.redirected(
                    OAuthError(.accessDenied, "The second factor was refused")
                        .because("The person refused the second factor"),
                    to: paused.request.target
                )
            }
            var login = factor.login
            login.passedSecondFactor = true
            return try await LoginCompletion(in: world).finish(
                .init(
                    request: paused.request,
                    session: paused.session,
                    facts: try facts(of: paused, from: caller),
                    login: login,
                    now: now
                )
            )
        }
    }

    /// The clients of the session that goes on; nil for a new login.
    ///
    /// - Throws: `login_required` if that session has ended while the browser was away.
    private func sessionClients(
        of paused: PausedLogin,
        in tenant: TenantState,
        at now: Timestamp
    ) throws(AuthorizationRefusal) -> [Identifier<Client>]? {
        guard case .resume(let id) = paused.session else { return nil }
        guard let session = tenant.session(id, at: now) else {
            throw .redirected(
                OAuthError(.loginRequired, "Login required")
                    .because("The session ended while a rule had sent the browser away"),
                to: paused.request.target
            )
        }
        return session.clients
    }

    private func facts(of paused: PausedLogin, from caller: Caller) throws(OAuthError) -> LoginFacts {
        guard let client = world.directory.client(paused.request.client) else {
            throw .unknownClient(world.directory.noClient(called: paused.request.client.rawValue))
        }
        var facts = LoginFacts(paused.request, client: client, caller: caller)
        facts.session = paused.session.id
        return facts
    }
}
