import TenantModel
package import World

/// `POST /oauth/ro`: user name and password for tokens, without a browser (authentication API §5.1).
package struct ResourceOwner {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `client_id`, `connection`, `username`, `password`; optional `scope`, `device`, `grant_type`.
    /// - Returns: `id_token` if `openid`, `access_token`, `refresh_token` if `offline_access` and `device`, `expires_in`
    ///   (seconds), `token_type`.
    /// - Throws: the table of §5.1.
    package func login(_ parameters: Parameters, from caller: Caller) async throws -> TokenResponse {
        let client = try LegacyClient.client(parameters, for: "/oauth/ro", in: world.directory)
        let use = LegacyUse(in: world, by: caller)
        try use.demand(.resourceOwner, by: client, else: refusal)
        let answer = try await answer(parameters, to: client, caller)
        use.count(.resourceOwner, by: client)
        return answer
    }

    /// A switch disables the endpoint; a tenant that is too young has clients without the grant.
    private var refusal: OAuthError {
        world.directory.emulator.legacy.resourceOwner
            ? .grantNotAllowed(.legacyResourceOwner) : .endpointDisabled("resource owner")
    }

    private func answer(
        _ parameters: Parameters,
        to client: Client,
        _ caller: Caller
    ) async throws -> TokenResponse {
        try checkGrant(try parameters.text("grant_type"), of: client)
        let connection = try ConnectionChoice.connection(
            named: try parameters.demanded("connection"),
            for: client,
            in: world.directory
        )
        let name = try parameters.demanded("username")
        let password = try parameters.demanded("password")
        let scope = try parameters.scope()
        guard connection.strategy.kind != .passwordless else {
            throw OAuthError.notEmulated("A one-time code at /oauth/ro")
        }
        guard connection.takesPasswords else {
            throw OAuthError.connectionCannot
        }
        let user = try await PasswordLogin(in: world).user(
            named: name,
            password: password,
            in: connection,
            for: client.id,
            from: caller
        )
        var facts = LoginFacts(.resourceOwner, client: client, pipeline: .legacy, scope: scope, caller: caller)
        facts.body = parameters.object.withoutSecrets
        return try await LegacyLogin(in: world).login(
            user.id,
            through: connection.name,
            as: facts,
            device: try parameters.text("device")
        )
    }

    private func checkGrant(_ name: String?, of client: Client) throws(OAuthError) {
        switch name.map(GrantType.init(rawValue:)) {
        case nil, .password?:
            guard client.allows(.legacyResourceOwner) else { throw .grantNotAllowed(.legacyResourceOwner) }
        case .jwtBearer?: throw .notEmulated("A login with a device's key at /oauth/ro")
        case let other?: throw .unsupportedGrantType(other.rawValue)
        }
    }
}
