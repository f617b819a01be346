package import TenantModel
package import World

/// The part that `/oauth/ro` and `/oauth/access_token` share: a login without a browser that is answered with tokens.
package struct LegacyLogin {
    private let world: World

    package init(in world: World) { self.world = world }

    package func login(
        _ user: Identifier<User>,
        through connection: String,
        as facts: LoginFacts,
        device: String?
    ) async throws -> TokenResponse {
        let book = LogBook(in: world, of: facts.caller)
        let failed: (inout LogEntry) -> Void = { entry in
            entry.client = facts.client.id
            entry.user = user
            entry.connection = connection
        }
        return try await book.noting(.failedLogin, failed) {
            try await answer(user, through: connection, as: facts, device: device, book)
        }
    }

    private func answer(
        _ user: Identifier<User>,
        through connection: String,
        as facts: LoginFacts,
        device: String?,
        _ book: LogBook
    ) async throws -> TokenResponse {
        let now = world.clock.now
        let (client, scope) = (facts.client, facts.scope)
        let (entered, person) = try await world.store.transact { tenant in
            let address = facts.caller.address
            let id = client.id
            let login = try LoginRecord.enter(user, through: connection, client: id, from: address, at: now, &tenant)
            return (login, tenant.user(user))
        }
        var facts = facts
        facts.user = person
        let login = try await RulePipeline(in: world).run(facts, on: entered, at: now).withoutBrowser(
            secondFactor: OAuthError(.legacySecondFactorRequired, "missing mfa_code parameter", status: 401)
                .because("A rule asks for a second factor (context.multifactor), and the request has no mfa_code")
        )
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        wanted.idToken = scope.asksForIDToken
        wanted.device = device
        wanted.refreshToken = scope.asksForRefreshToken && device != nil
        let issued = try await TokenMint(in: world).issue(
            wanted,
            on: .init(login: login, client: client, scope: scope, pipeline: .legacy, at: now)
        )
        book.note(.login, login, for: client.id, scope: scope)
        var members = JSONObject()
        members["id_token"] = issued.idToken.map(JSONValue.string)
        members["access_token"] = issued.accessToken.map(JSONValue.string)
        members["refresh_token"] = issued.refreshToken.map(JSONValue.string)
        members["expires_in"] = .integer(AccessToken.lifetimeSeconds)
        members["token_type"] = "bearer"
        return TokenResponse(members)
    }
}
