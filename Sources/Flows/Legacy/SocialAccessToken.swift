import TenantModel
package import World

/// `POST /oauth/access_token`: a native app exchanges an identity provider's token for tokens of the tenant.
///
/// The provider is not asked: a token is good if the seed gives it to the first identity of a user.
package struct SocialAccessToken {
    private let world: World

    package init(in world: World) { self.world = world }

    package func login(_ parameters: Parameters, from caller: Caller) async throws -> TokenResponse {
        let client = try LegacyClient.client(parameters, for: "/oauth/access_token", in: world.directory)
        let gate = LegacyGate(in: world, by: caller)
        return try await naming(client: client.id) { try await login(client, gate, parameters, from: caller) }
    }

    private func login(
        _ client: Client,
        _ gate: LegacyGate,
        _ parameters: Parameters,
        from caller: Caller
    ) async throws -> TokenResponse {
        let refusal = OAuthError.grantNotAllowed(.legacyAccessToken, to: client)
        try gate.demand(.socialAccessToken, by: client, else: refusal)
        guard client.allows(.legacyAccessToken) else { throw refusal }
        let token = try parameters.demanded("access_token")
        let connection = try ConnectionChoice.connection(
            named: try parameters.demanded("connection"),
            for: client,
            in: world.directory
        )
        let scope = try parameters.scope()
        let body = try parameters.shownToRules()
        guard Self.strategies.contains(connection.strategy.rawValue) else {
            throw OAuthError.connectionCannot(connection, "is not one whose tokens are traded here")
        }
        let people = try await world.store.state().users(of: connection.name)
        guard let user = people.first(where: { $0.hasProviderToken(token) }) else {
            throw OAuthError(.invalidRequest, "invalid access_token: invalid_token", status: 401).because(
                "No user of \(connection.name) has this access_token in the seed",
                hint: "Give it to one: users[..].identities[0].access_token"
            )
        }
        var facts = LoginFacts(.accessToken, client: client, pipeline: .legacy, scope: scope, caller: caller)
        facts.body = body
        let answer = try await LegacyLogin(in: world).login(
            user.id,
            through: connection.name,
            as: facts,
            device: try parameters.text("device")
        )
        gate.count(.socialAccessToken, by: client)
        return answer
    }

    private static let strategies: Set<String> = ["facebook", "google-oauth2", "twitter", "weibo"]
}

extension User {
    fileprivate func hasProviderToken(_ token: String) -> Bool {
        identities.first?.accessToken.map { ConstantTime.isEqual($0, token) } ?? false
    }
}
