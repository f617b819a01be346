package import TenantModel
package import World

/// Answers `/authorize` (RFC 6749 §4.1.1).
package struct Authorization {
    package enum Answer: Sendable {
        /// The browser's session was enough; a rule may still send the browser elsewhere first.
        case answer(LoginCompletion.Answer)
        /// A person has to log in, on the hosted page or at the provider of `connection`.
        case login(PendingLogin, providerOf: String?)
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameters:
    ///   - session: the session cookie's value.
    ///   - browser: the login cookie's value, which tells this browser from others; nil draws a new one.
    package func authorize(
        _ parameters: Parameters,
        session: String?,
        browser: String?,
        from caller: Caller
    ) async throws -> Answer {
        let request = try AuthorizeParameters(parameters, in: world.directory).validated()
        let failure: LogEntry.Kind = request.prompt.contains(.none) ? .failedSilentLogin : .failedLogin
        return try await LogBook(in: world, of: caller).noting(failure, { $0.client = request.client }) {
            try await answer(request, session: session, browser: browser, from: caller)
        }
    }

    private func answer(
        _ request: AuthorizationRequest,
        session: String?,
        browser: String?,
        from caller: Caller
    ) async throws -> Answer {
        let now = world.clock.now
        var reason = SessionPolicy.noCookie
        if let session {
            switch try await LoginCompletion(in: world).resume(session, for: request, from: caller, at: now) {
            case .success(let answer): return .answer(answer)
            case .failure(let unusable): reason = unusable.reason
            }
        }
        guard !request.prompt.contains(.none) else {
            throw AuthorizationRefusal.redirected(
                OAuthError(.loginRequired, "Login required").because(reason),
                to: request.target
            )
        }
        return try await begin(request, browser: browser, at: now)
    }

    private func begin(
        _ request: AuthorizationRequest,
        browser: String?,
        at now: Timestamp
    ) async throws -> Answer {
        let pending = PendingLogin(
            state: world.identifiers.next(.loginState),
            request: request,
            browser: browser ?? world.identifiers.next(.browser),
            csrf: world.identifiers.next(.csrf),
            expiresAt: now + PendingLogin.lifetime
        )
        try await world.store.transact { tenant in
            tenant.makeRoom(at: now)
            tenant.save(pending)
        }
        let connection = request.connection.flatMap(world.directory.connection(named:))
        return .login(pending, providerOf: connection.flatMap { $0.hasProviderPage ? $0.name : nil })
    }
}
