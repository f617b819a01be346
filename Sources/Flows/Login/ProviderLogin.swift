package import TenantModel
package import World

/// The local page that stands in for an identity provider, and the browser's return from it.
package struct ProviderLogin {
    package struct Page: Sendable {
        package let pending: PendingLogin
        package let client: Client
        package let connection: Connection
        package let people: [User]
    }

    private let world: World

    package init(in world: World) { self.world = world }

    package func page(connection name: String, state: String?, browser: String?) async throws -> Page {
        let pending = try await HostedLogin(in: world).pending(state: state, browser: browser)
        guard let client = world.directory.client(pending.request.client) else {
            throw HostedLogin.gone(world.directory.noClient(called: pending.request.client.rawValue))
        }
        do {
            let connection = try ConnectionChoice.connection(named: name, for: client, in: world.directory)
            guard connection.hasProviderPage else {
                throw OAuthError.connectionNotFound("The connection \(name) has no provider's page")
            }
            let people = try await world.store.state().users(of: name)
            return Page(pending: pending, client: client, connection: connection, people: people)
        } catch let refusal as OAuthError {
            throw AuthorizationRefusal.shown(refusal.about(client: client.id))
        }
    }

    /// Answers the choice of a person with a code, which is good once at `/login/callback`.
    package func choose(
        _ parameters: Parameters,
        connection name: String,
        browser: String?
    ) async throws -> ProviderAnswer {
        let page = try await page(connection: name, state: try parameters.text("state"), browser: browser)
        guard let csrf = try parameters.text("_csrf"), ConstantTime.isEqual(csrf, page.pending.csrf) else {
            throw HostedLogin.gone(HostedLogin.wrongCSRF).naming(client: page.client.id)
        }
        let person = try parameters.text("person")
        guard let user = page.people.first(where: { $0.id.rawValue == person }) else {
            throw AuthorizationRefusal.shown(.invalidRequest("No such person in \(name)").about(client: page.client.id))
        }
        let now = world.clock.now
        let answer = ProviderAnswer(
            code: world.identifiers.next(.providerCode),
            state: page.pending.state,
            connection: name,
            user: user.id,
            expiresAt: now + ProviderAnswer.lifetime
        )
        try await world.store.transact { tenant in
            tenant.makeRoom(at: now)
            tenant.save(answer)
        }
        return answer
    }

    /// Finishes the login at `GET /login/callback?code=&state=`.
    package func finish(
        code: String,
        state: String?,
        browser: String?,
        session: String?,
        from caller: Caller
    ) async throws -> LoginCompletion.Answer {
        let pending = try await HostedLogin(in: world).pending(state: state, browser: browser)
        let now = world.clock.now
        let answer = try await world.store.transact { tenant -> ProviderAnswer? in
            guard let answer = tenant.takeProviderAnswer(code, at: now), answer.state == pending.state else {
                return nil
            }
            return tenant.takePendingLogin(pending.state, at: now) == nil ? nil : answer
        }
        guard let answer else {
            throw HostedLogin.gone("The provider's code is unknown, used or expired, or is of another login")
                .naming(client: pending.request.client)
        }
        return try await LoginCompletion(in: world).complete(
            answer.user,
            through: answer.connection,
            for: pending.request,
            replacing: session,
            from: caller,
            at: now
        )
    }

    /// Ends the login because the person pressed cancel at the provider; the client gets the refusal.
    package func cancel(state: String?, browser: String?) async throws -> AuthorizationRefusal {
        let login = HostedLogin(in: world)
        let pending = try await login.pending(state: state, browser: browser)
        try await login.takePending(pending.state, at: world.clock.now)
        let code: OAuthError.Code = pending.request.pipeline == .legacy ? .unauthorized : .accessDenied
        return .redirected(
            OAuthError(code, "access_denied")
                .because("The person pressed cancel on the provider's page")
                .about(client: pending.request.client),
            to: pending.request.target
        )
    }
}
