import TenantModel
package import World

/// `POST /oauth/ro`: exchanges a user name and a password for tokens, without a browser.
package struct ResourceOwner {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `client_id`, `connection`, `username`, `password`; optional `scope`, `device`,
    ///   `grant_type`.
    /// - Returns: `id_token` if `openid`, `access_token`, `refresh_token` if `offline_access` and `device`,
    ///   `expires_in` (seconds), `token_type`.
    /// - Throws: `invalid_user_password` for a wrong name or password; `unauthorized` for a blocked user;
    ///   `unauthorized_client` or `endpoint_disabled` if client or tenant may not use the endpoint;
    ///   `invalid_request`; `unsupported_grant_type`; what the rules say.
    package func login(_ parameters: Parameters, from caller: Caller) async throws -> TokenResponse {
        let client = try LegacyClient.client(parameters, for: "/oauth/ro", in: world.directory)
        let gate = LegacyGate(in: world, by: caller)
        let book = LogBook(in: world, of: caller)
        let asked = try await book.noting(.failedLogin, { $0.client = client.id }) {
            try gate.demand(.resourceOwner, by: client, else: refusal(of: client))
            try checkGrant(try parameters.text("grant_type"), of: client)
            return try read(parameters, of: client)
        }
        let user = try await PasswordLogin(in: world).user(
            named: asked.name,
            password: asked.password,
            in: asked.connection,
            for: client.id,
            from: caller
        )
        var facts = LoginFacts(.resourceOwner, client: client, pipeline: .legacy, scope: asked.scope, caller: caller)
        facts.body = asked.body
        let answer = try await LegacyLogin(in: world).login(
            user.id,
            through: asked.connection.name,
            as: facts,
            device: asked.device
        )
        gate.count(.resourceOwner, by: client)
        return answer
    }

    /// The refusal if the endpoint does not work: it is switched off, or the tenant is too young to have the grant.
    private func refusal(of client: Client) -> OAuthError {
        world.directory.emulator.legacy.resourceOwner
            ? .grantNotAllowed(.legacyResourceOwner, to: client) : .endpointDisabled("resource owner")
    }

    private struct Asked {
        let connection: Connection
        let name: String
        let password: String
        let scope: ScopeSet
        let device: String?
        let body: JSONObject
    }

    private func read(_ parameters: Parameters, of client: Client) throws(OAuthError) -> Asked {
        let asked = Asked(
            connection: try ConnectionChoice.connection(
                named: try parameters.demanded("connection"),
                for: client,
                in: world.directory
            ),
            name: try parameters.demanded("username"),
            password: try parameters.demanded("password"),
            scope: try parameters.scope(),
            device: try parameters.text("device"),
            body: try parameters.shownToRules()
        )
        guard asked.connection.strategy.kind != .passwordless else {
            throw OAuthError.notEmulated("A one-time code at /oauth/ro", as: .invalidRequest)
        }
        guard asked.connection.takesPasswords else {
            throw OAuthError.connectionCannot(asked.connection, "takes no passwords")
        }
        return asked
    }

    private func checkGrant(_ name: String?, of client: Client) throws(OAuthError) {
        switch name.map(GrantType.init(rawValue:)) {
        case nil, .password?:
            guard client.allows(.legacyResourceOwner) else {
                throw .grantNotAllowed(.legacyResourceOwner, to: client)
            }
        case .jwtBearer?: throw .notEmulated("A login with a device's key at /oauth/ro", as: .unsupportedGrantType)
        case let other?: throw .unsupportedGrantType(other.rawValue)
        }
    }
}
