package import TenantModel
import Tokens
package import World

/// `POST /usernamepassword/login`: a password for a signed form, which the browser carries to `/login/callback`
/// (authentication API §4.2).
package struct UsernamePasswordLogin {
    /// The hidden fields of the form.
    package struct Form: Sendable {
        package let action: String
        package let wresult: String
        package let wctx: JSONObject
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Throws: `LoginError`, the dialect of this endpoint.
    package func login(_ parameters: Parameters, browser: String?) async throws -> Form {
        do {
            return try await verified(parameters, browser: browser)
        } catch let refusal as OAuthError {
            throw LoginError(refusal)
        } catch AuthorizationRefusal.shown(let refusal), AuthorizationRefusal.redirected(let refusal, _) {
            throw LoginError(refusal)
        }
    }

    private func verified(_ parameters: Parameters, browser: String?) async throws -> Form {
        let request = try await request(parameters, browser: browser)
        let now = world.clock.now
        guard let client = world.directory.client(request.client) else {
            throw OAuthError.unauthorizedClient("invalid client")
        }
        let connection = try ConnectionChoice.connection(
            named: try parameters.demanded("connection"),
            for: client,
            in: world.directory
        )
        guard connection.takesPasswords else {
            throw OAuthError.invalidRequest("specified strategy does not support requested operation")
        }
        let user = try await PasswordLogin(in: world).user(
            named: try parameters.demanded("username"),
            password: try parameters.demanded("password"),
            in: connection
        )
        let ticket = LoginTicket(
            sid: world.identifiers.next(.loginTicket),
            user: user.id,
            connection: connection.name,
            request: request,
            expiresAt: now + LoginTicket.lifetime
        )
        try await world.store.transact { tenant in
            tenant.makeRoom(at: now)
            tenant.save(ticket)
        }
        return try form(for: ticket, of: user, strategy: connection.strategy, at: now)
    }

    /// On the hosted page the server's `state` names the login; elsewhere the body says what `/authorize` would have.
    private func request(_ parameters: Parameters, browser: String?) async throws -> AuthorizationRequest {
        let hosted = HostedLogin(in: world)
        if let state = try parameters.text("state"), let csrf = try parameters.text("_csrf"),
            let pending = try? await hosted.pending(state: state, browser: browser), pending.csrf == csrf
        {
            try await hosted.takePending(state, at: world.clock.now)
            return pending.request
        }
        var continuation = parameters
        if continuation.object["response_type"] == nil { continuation.object["response_type"] = "code" }
        let request = try AuthorizeParameters(continuation, in: world.directory).validated()
        guard request.pipeline == .legacy else {
            throw OAuthError.unauthorizedClient(
                "Password login is disabled for clients using externally hosted login pages with oidc_conformant flag set"
            )
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

    /// `POST /login/callback` with `wa`, `wresult`, `wctx`: the ticket is taken once; `wctx` is only echoed, never believed.
    package func finish(
        _ parameters: Parameters,
        session: String?,
        from address: String?
    ) async throws -> LoginCompletion.Completed {
        let now = world.clock.now
        guard try parameters.text("wa") == "wsignin1.0", let result = try parameters.text("wresult"),
            let claims = try? TenantSigner(world.directory).verify(result, issuer: Self.issuer, at: now),
            let sid = claims["sid"]?.text,
            let ticket = try await world.store.transact({ $0.takeLoginTicket(sid, at: now) })
        else { throw HostedLogin.gone }
        return try await LoginCompletion(in: world).complete(
            ticket.user,
            through: ticket.connection,
            for: ticket.request,
            replacing: session,
            from: address,
            at: now
        )
    }

    private static let issuer = "urn:auth0"
}

extension LoginError {
    /// The same refusal in the words of this endpoint (authentication API §4.2, Errors).
    fileprivate init(_ refusal: OAuthError) {
        switch refusal {
        case .wrongPassword:
            self.init(
                status: 401,
                name: "ValidationError",
                code: "invalid_user_password",
                description: refusal.description
            )
        case .userIsBlocked:
            self.init(status: 401, name: "UnauthorizedError", code: "unauthorized", description: refusal.description)
        case let refusal where refusal.description == "the connection was not found":
            self.init(
                status: 404,
                name: "NotFoundError",
                code: "invalid_connection",
                description: "connection not found"
            )
        case let refusal where refusal.code == .unauthorizedClient:
            self.init(
                status: 403,
                name: "ForbiddenError",
                code: "unauthorized_client",
                description: refusal.description
            )
        default:
            self.init(
                status: refusal.statusOverride ?? 400,
                name: "BadRequestError",
                code: refusal.code.rawValue,
                description: refusal.description
            )
        }
    }
}
