package import TenantModel
import Tokens
package import World

/// `POST /usernamepassword/login`: exchanges a password for a signed form, which the browser posts to
/// `/login/callback`.
package struct UsernamePasswordLogin {
    /// The address and the hidden fields of the form.
    package struct Form: Sendable {
        package let action: String
        package let wresult: String
        package let wctx: JSONObject
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// Checks the password.
    ///
    /// - Parameter origin: the `Origin` of the page whose script asks.
    /// - Throws: `LoginError`, the form of refusals at this endpoint.
    package func login(
        _ parameters: Parameters,
        browser: String?,
        origin: String?,
        from caller: Caller
    ) async throws -> Form {
        do {
            return try await verified(parameters, browser: browser, origin: origin, caller)
        } catch let refusal as OAuthError {
            throw LoginError(refusal)
        } catch AuthorizationRefusal.shown(let refusal), AuthorizationRefusal.redirected(let refusal, _) {
            throw LoginError(refusal)
        }
    }

    private func verified(
        _ parameters: Parameters,
        browser: String?,
        origin: String?,
        _ caller: Caller
    ) async throws -> Form {
        let pending = try await hostedLogin(parameters, browser: browser)
        let request = try pending?.request ?? continuation(parameters)
        return try await naming(client: request.client) {
            try await verified(parameters, request, pending, origin: origin, caller)
        }
    }

    private func verified(
        _ parameters: Parameters,
        _ request: AuthorizationRequest,
        _ pending: PendingLogin?,
        origin: String?,
        _ caller: Caller
    ) async throws -> Form {
        let now = world.clock.now
        guard let client = world.directory.client(request.client) else {
            throw OAuthError.unknownClient(world.directory.noClient(called: request.client.rawValue))
        }
        let gate = LegacyGate(in: world, by: caller)
        if pending == nil {
            let refusal = OAuthError.unauthorizedClient("Cross origin login not allowed.")
            try gate.demand(.foreignPasswordLogin, by: client, else: refusal)
        }
        let connection = try ConnectionChoice.connection(
            named: try parameters.demanded("connection"),
            for: client,
            in: world.directory
        )
        guard connection.takesPasswords else {
            throw OAuthError.connectionCannot(connection, "takes no passwords")
        }
        let user = try await PasswordLogin(in: world).user(
            named: try parameters.demanded("username"),
            password: try parameters.demanded("password"),
            in: connection,
            for: client.id,
            from: caller
        )
        if pending == nil { gate.count(.foreignPasswordLogin, by: client) }
        let ticket = LoginTicket(
            sid: world.identifiers.next(.loginTicket),
            user: user.id,
            connection: connection.name,
            request: request,
            origin: origin,
            expiresAt: now + LoginTicket.lifetime
        )
        try await world.store.transact { tenant in
            // Take the login only after the password was checked: a wrong password must leave it as it was.
            if let pending, tenant.takePendingLogin(pending.state, at: now) == nil {
                throw HostedLogin.gone("The login of this form has been finished already")
            }
            tenant.makeRoom(at: now)
            tenant.save(ticket)
        }
        return try form(for: ticket, of: user, strategy: connection.strategy, at: now)
    }

    /// The pending login of the hosted page that asks; nil for any other page.
    private func hostedLogin(_ parameters: Parameters, browser: String?) async throws -> PendingLogin? {
        guard let state = try parameters.text("state"), let csrf = try parameters.text("_csrf"), let browser else {
            return nil
        }
        let pending = try await world.store.state().pendingLogin(state, at: world.clock.now)
        return pending.flatMap { ConstantTime.isEqual($0.csrf, csrf) && $0.browser == browser ? $0 : nil }
    }

    /// The request of a page that is not the hosted one: its body has the parameters of `/authorize`.
    private func continuation(_ parameters: Parameters) throws -> AuthorizationRequest {
        var continuation = parameters
        if continuation.object["response_type"] == nil { continuation.object["response_type"] = "code" }
        let request = try AuthorizeParameters(continuation, in: world.directory).validated()
        guard request.pipeline == .legacy else {
            throw OAuthError.unauthorizedClient(
                "Password login is disabled for clients using externally hosted login pages with oidc_conformant flag set"
            )
            .hinting("Send the browser to /authorize, or take oidc_conformant: true and audience away")
            .about(client: request.client)
        }
        return request
    }

    private func form(
        for ticket: LoginTicket,
        of user: User,
        strategy: Strategy,
        at now: Timestamp
    ) throws -> Form {
        var result = JSONObject()
        result["user_id"] = .string(user.id.rawValue.split(separator: "|", maxSplits: 1).last.map(String.init) ?? "")
        result["email"] = user.email.map(JSONValue.string)
        result["email_verified"] = .bool(user.emailVerified)
        result["username"] = user.username.map(JSONValue.string)
        result["sid"] = .string(ticket.sid)
        result["iat"] = .integer(now.numericDate)
        result["exp"] = .integer(ticket.expiresAt.numericDate)
        result["aud"] = .string("urn:auth0:\(world.directory.name):\(ticket.connection)")
        result["iss"] = .string(Self.issuer)
        var context = JSONObject()
        context["strategy"] = .string(strategy.rawValue)
        context["tenant"] = .string(world.directory.name)
        context["connection"] = .string(ticket.connection)
        context["client_id"] = .string(ticket.request.client.rawValue)
        for name in ["response_type", "scope", "protocol", "redirect_uri", "state", "nonce", "audience", "realm"] {
            context[name] = ticket.request.parameters[name]
        }
        context["sid"] = .string(ticket.sid)
        return Form(
            action: world.directory.url("/login/callback"),
            wresult: try TenantSigner(world.directory).keys.current.signer.mint(result),
            wctx: context
        )
    }

    /// Finishes the login at `POST /login/callback` with `wa`, `wresult` and `wctx`.
    ///
    /// The ticket in `wresult` is good once. `wctx` is not read, because it is not signed.
    ///
    /// - Parameter origin: the `Origin` of the page that posted the form. Only pages of the client and of the tenant
    ///   may post it: any other page could log a person in as somebody else.
    package func finish(
        _ parameters: Parameters,
        origin: String?,
        session: String?,
        from caller: Caller
    ) async throws -> LoginCompletion.Answer {
        let now = world.clock.now
        guard try parameters.text("wa") == "wsignin1.0", let result = try parameters.text("wresult") else {
            throw HostedLogin.gone(
                "The form lacks wa=wsignin1.0 or wresult, which /usernamepassword/login answers with"
            )
        }
        let claims: JSONObject
        do {
            claims = try TenantSigner(world.directory).verify(result, issuer: Self.issuer, at: now)
        } catch let refusal as TokenRefusal {
            throw HostedLogin.gone("wresult is refused: \(refusal.reason(of: result, at: now))")
        }
        guard let sid = claims["sid"]?.text else { throw HostedLogin.gone("wresult names no login") }
        let ticket = try await world.store.transact { tenant in
            guard let ticket = tenant.takeLoginTicket(sid, at: now) else {
                throw HostedLogin.gone("The login of wresult has been finished already")
            }
            guard Self.mayPost(origin, ticket, in: tenant.directory) else {
                throw HostedLogin.gone(
                    "The form was posted by a page of \(origin?.prefix(200) ?? ""), which is in neither callbacks nor "
                        + "web_origins of the client"
                )
                .naming(client: ticket.request.client, user: ticket.user)
            }
            return ticket
        }
        return try await LoginCompletion(in: world).complete(
            ticket.user,
            through: ticket.connection,
            for: ticket.request,
            replacing: session,
            from: caller,
            at: now
        )
    }

    /// True if the page that posts the form is the client's or the tenant's own.
    ///
    /// For a page that hides its address the browser sends `null`. Then the origin of the script that asked for the
    /// form counts: that request cannot hide it, and only a page that CORS allows could read the form.
    private static func mayPost(_ origin: String?, _ ticket: LoginTicket, in directory: TenantDirectory) -> Bool {
        guard let origin = origin == "null" ? ticket.origin ?? "null" : origin else { return true }
        return origin == directory.url("") || directory.client(ticket.request.client)?.owns(origin: origin) ?? false
    }

    private static let issuer = "urn:auth0"
}
