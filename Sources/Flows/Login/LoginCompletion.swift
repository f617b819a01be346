package import TenantModel
import Tokens
package import World

/// The last steps of every interactive login: once the user is known, it runs the rules, keeps the session and answers
/// the client.
package struct LoginCompletion {
    package enum Answer: Sendable {
        /// An answer to the client. `session` is the new session cookie; nil leaves the cookie as it is.
        case respond(AuthorizationResponse, session: String?)
        /// A rule sends the browser to another page, or asks for a second factor on a local page.
        case away(to: String)
    }

    /// A login that is not answered yet.
    struct Way {
        var request: AuthorizationRequest
        var session: SessionPlan
        var facts: LoginFacts
        var login: Login
        var now: Timestamp
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameters:
    ///   - previous: the session cookie that came with the request; it ends.
    ///   - caller: the caller, whose address becomes `last_ip`.
    /// - Throws: `AuthorizationRefusal`: `unauthorized` for a blocked user, and what the rules say.
    package func complete(
        _ user: Identifier<User>,
        through connection: String,
        for request: AuthorizationRequest,
        replacing previous: String?,
        from caller: Caller,
        at now: Timestamp
    ) async throws -> Answer {
        let failed: (inout LogEntry) -> Void = { entry in
            entry.client = request.client
            entry.user = user
            entry.connection = connection
        }
        return try await LogBook(in: world, of: caller).noting(.failedLogin, failed) {
            try await begin(user, through: connection, for: request, replacing: previous, from: caller, at: now)
        }
    }

    private func begin(
        _ user: Identifier<User>,
        through connection: String,
        for request: AuthorizationRequest,
        replacing previous: String?,
        from caller: Caller,
        at now: Timestamp
    ) async throws -> Answer {
        let session = SessionPlan.begin(
            request.keepsSession ? world.identifiers.next(.session) : nil,
            replacing: previous
        )
        let (login, entered) = try await world.store.transact { tenant in
            let address = caller.address
            let login = try LoginRecord.enter(user, through: connection, for: request, from: address, at: now, &tenant)
            return (login, tenant.user(user))
        }
        var facts = LoginFacts(request, client: try client(of: request), caller: caller)
        facts.user = entered
        facts.session = session.id
        return try await passRules(Way(request: request, session: session, facts: facts, login: login, now: now))
    }

    /// Answers a request from the browser's session, without asking the user.
    ///
    /// It reads the user again and restarts the session's idle time. It does not count as a login.
    ///
    /// - Returns: a failure if the session may not serve the request.
    func resume(
        _ session: String,
        for request: AuthorizationRequest,
        from caller: Caller,
        at now: Timestamp
    ) async throws -> Result<Answer, SessionPolicy.Unusable> {
        let client = try client(of: request)
        let found = try await world.store.transact {
            tenant -> Result<(Login, [Identifier<Client>]), SessionPolicy.Unusable> in
            guard let session = tenant.session(session, at: now) else {
                return .failure(.init(reason: "The session of the cookie has ended, or is of another tenant"))
            }
            if let reason = SessionPolicy.reasonToAsk(session, request, of: client, at: now) {
                return .failure(.init(reason: reason))
            }
            return .success((try LoginRecord.read(session, for: request, at: now, tenant), session.clients))
        }
        let (login, clients): (Login, [Identifier<Client>])
        switch found {
        case .success(let read): (login, clients) = read
        case .failure(let unusable): return .failure(unusable)
        }
        var facts = LoginFacts(request, client: client, caller: caller)
        facts.session = session
        facts.sessionClients = clients
        return .success(
            try await naming(client: request.client, user: login.user) {
                try await passRules(
                    Way(request: request, session: .resume(session), facts: facts, login: login, now: now)
                )
            }
        )
    }

    func passRules(_ way: Way) async throws -> Answer {
        let verdict: RulePipeline.Verdict
        do {
            verdict = try await RulePipeline(in: world).run(way.facts, on: way.login, at: way.now)
        } catch let refusal as OAuthError {
            throw AuthorizationRefusal.redirected(refusal, to: way.request.target)
        }
        switch verdict {
        case .proceed(let login):
            var way = way
            way.login = login
            return try await finish(way)
        case .redirect(let url):
            let state = try await pause(way, .redirect, because: "A rule redirects the user")
            return .away(to: Self.adding(state, to: url))
        case .secondFactor(let login, let provider):
            let reason = PausedLogin.Reason.secondFactor(login, provider: provider)
            let state = try await pause(way, reason, because: "Multifactor authentication required")
            return .away(to: "/_understudy/multifactor?state=\(state)")
        }
    }

    /// Adds `state` to the query of an address, before its fragment.
    private static func adding(_ state: String, to url: String) -> String {
        let query = url.prefix { $0 != "#" }
        return query + (query.contains("?") ? "&" : "?") + "state=\(state)" + url[query.endIndex...]
    }

    /// Keeps the login until the browser comes back.
    ///
    /// - Returns: the state by which it is found.
    /// - Throws: `interaction_required` for `prompt=none`.
    private func pause(
        _ way: Way,
        _ reason: PausedLogin.Reason,
        because why: String
    ) async throws -> String {
        guard !way.request.prompt.contains(.none) else {
            throw AuthorizationRefusal.redirected(
                OAuthError(.interactionRequired, why)
                    .hinting("prompt=none lets nobody interact; log in without it")
                    .about(client: way.request.client, user: way.login.user),
                to: way.request.target
            )
        }
        let paused = PausedLogin(
            state: world.identifiers.next(.pausedLogin),
            reason: reason,
            request: way.request,
            user: way.login.user,
            connection: way.login.connection,
            authenticatedAt: way.login.authenticatedAt,
            session: way.session,
            expiresAt: way.now + PausedLogin.lifetime
        )
        try await world.store.transact { tenant in
            tenant.makeRoom(at: way.now)
            tenant.save(paused)
        }
        return paused.state
    }

    /// Keeps the session and answers the client.
    ///
    /// A refused login does not get here, and so gets no session.
    ///
    /// - Throws: `login_required` if another user logged in than `id_token_hint` names (OIDC Core §3.1.2.1).
    func finish(_ way: Way) async throws -> Answer {
        var login = way.login
        // Only era modern has `sid` in its id_tokens.
        if world.directory.emulator.era == .modern { login.sessionID = way.session.id.map(SessionName.of) }
        if let hinted = way.request.hintedUser, hinted != login.user {
            throw AuthorizationRefusal.redirected(
                OAuthError(.loginRequired, "The user who logged in is not the one of id_token_hint"),
                to: way.request.target
            )
        }
        return try await keepSession(way, of: login)
    }

    private func keepSession(_ way: Way, of login: Login) async throws -> Answer {
        try await world.store.transact { tenant in
            switch way.session {
            case .begin(let id, let previous):
                if let previous { tenant.endSession(previous) }
                guard let id else { return }
                tenant.makeRoom(at: way.now)
                var session = Session(
                    id: id,
                    user: login.user,
                    connection: login.connection,
                    authenticatedAt: login.authenticatedAt,
                    client: way.request.client
                )
                // Not `authenticatedAt`: a rule may have sent the browser away in between.
                session.usedAt = way.now
                tenant.save(session)
            case .resume(let id):
                guard var session = tenant.session(id, at: way.now) else { return }
                session.usedAt = way.now
                if !session.clients.contains(way.request.client) { session.clients.append(way.request.client) }
                tenant.save(session)
            }
        }
        let response: AuthorizationResponse
        do {
            response = try await TokenMint(in: world).respond(to: way.request, login: login, at: way.now)
        } catch let refusal as OAuthError {
            throw AuthorizationRefusal.redirected(refusal, to: way.request.target)
        }
        LogBook(in: world, of: way.facts.caller)
            .note(
                way.request.prompt.contains(.none) ? .silentLogin : .login,
                login,
                for: way.request.client,
                scope: way.request.scope
            )
        guard case .begin(let session, _) = way.session else { return .respond(response, session: nil) }
        return .respond(response, session: session)
    }

    private func client(of request: AuthorizationRequest) throws(OAuthError) -> Client {
        guard let client = world.directory.client(request.client) else {
            throw .unknownClient(world.directory.noClient(called: request.client.rawValue))
        }
        return client
    }
}
