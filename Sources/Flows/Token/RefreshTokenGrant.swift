import Tokens
package import TenantModel
package import World

/// Redeems a refresh token (`grant_type=refresh_token`).
///
/// RFC 6749 §6. The token stays good until it is revoked, unless the client's `refresh_token` settings make it rotate
/// or expire. Every answer is of the conformant pipeline, whichever pipeline issued the token.
package struct RefreshTokenGrant: Grant {
    package static let type = GrantType.refreshToken
    package static let failure = LogEntry.Kind.failedRefresh

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `refresh_token`; optional `scope`, a subset of what was granted, in any order.
    /// - Returns: `access_token`, a new `refresh_token` if the old one rotates, `id_token` if `openid` was granted,
    ///   `scope`, `expires_in` (seconds), `token_type`.
    /// - Throws: `invalid_grant` if unknown, revoked, another client's, or of a user who is gone; `invalid_scope` if
    ///   asking for more; `unauthorized` for a blocked user; what the rules say, as `access_denied`.
    package func redeem(
        _ parameters: Parameters,
        from client: Client,
        by caller: Caller
    ) async throws -> TokenResponse {
        let token = try parameters.required("refresh_token")
        let asked = try Self.scope(in: parameters)
        let body = try parameters.shownToRules()
        let now = world.clock.now
        let state = try await world.store.state()
        guard let device = state.device(holding: token, at: now), device.client == client.id else {
            throw OAuthError.unusableRefreshToken(token, for: client, in: state, world.tokenTrail, at: now)
        }
        return try await naming(client: client.id, user: device.user) {
            try await redeem(device, asked, body, from: client, by: caller, in: state, at: now)
        }
    }

    private func redeem(
        _ device: DeviceCredential,
        _ asked: ScopeSet?,
        _ body: JSONObject,
        from client: Client,
        by caller: Caller,
        in state: TenantState,
        at now: Timestamp
    ) async throws -> TokenResponse {
        // Check before the rules run. A use by somebody else while they run is found when the tokens are saved.
        let isSuccessorUsed = state.isSuccessorUsed(of: device)
        if Rotation.isBetrayed(device, under: client.refreshTokens, isSuccessorUsed: isSuccessorUsed, at: now) {
            try await world.store.transact { $0.revokeFamily(of: device) }
            throw betrayal(of: device, caller)
        }
        try checkAudience(of: device)
        let scope = try Self.scope(asked, of: device)
        let entered = try LoginRecord.read(device, at: now, state)
        var facts = LoginFacts(.refreshToken, client: client, pipeline: .conformant, scope: scope, caller: caller)
        facts.body = body
        let login = try await RulePipeline(in: world).run(facts, on: entered, at: now).withoutBrowser()
        let answer: TokenResponse
        do {
            answer = try await self.answer(login, from: device, to: client, scope: scope, at: now)
        } catch let refusal as Rotation.Refusal {
            guard refusal != .betrayed else { throw betrayal(of: device, caller) }
            throw OAuthError.unknownRefreshToken("The refresh token ended while the rules of this exchange ran")
        }
        LogBook(in: world, of: caller).note(.refresh, login, for: client.id, scope: scope)
        return answer
    }

    /// The refusal of a rotating token that somebody has a copy of; its family has ended.
    private func betrayal(of device: DeviceCredential, _ caller: Caller) -> any Error {
        LogBook(in: world, of: caller).note(.reusedRefreshToken) { entry in
            entry.client = device.client
            entry.user = device.user
            entry.description = OAuthError.unknownRefreshToken("").description
        }
        return NotedRefusal(
            refusal: .unknownRefreshToken(
                "The refresh token has rotated: another took its place at \(device.replacedAt?.rfc3339 ?? "once")",
                hint: "A refresh token that was replaced was used again: every token of that login's family is revoked"
            )
            .about(client: device.client, user: device.user)
        )
    }

    /// The requested scope, which is a text or, in JSON, a list of texts.
    private static func scope(in parameters: Parameters) throws(OAuthError) -> ScopeSet? {
        switch parameters.object["scope"] {
        case nil, .null, .string: return try parameters.text("scope").map { ScopeSet($0) }
        case let value?:
            guard let items = value.elements else { throw notText }
            let words = items.compactMap(\.text)
            guard words.count == items.count else { throw notText }
            return words.isEmpty ? nil : ScopeSet(words: words)
        }
    }

    private static let notText = OAuthError(.invalidScope, "Scope must be an array or a string")

    /// The scope of the new tokens.
    ///
    /// - Throws: `invalid_scope` for a word that was not granted with the token (RFC 6749 §6).
    package static func scope(_ asked: ScopeSet?, of device: DeviceCredential) throws(OAuthError) -> ScopeSet {
        guard let asked else { return device.scope.filtered(to: ScopeClaims.conformantWords) }
        if let extra = asked.words.first(where: { !device.scope.contains($0) }) {
            throw OAuthError(.invalidScope, "The scope \"\(extra)\" was not granted with this refresh token")
                .hinting("It was granted \(device.scope.description); ask for more at /authorize")
        }
        return asked.filtered(to: ScopeClaims.conformantWords)
    }

    private func checkAudience(of device: DeviceCredential) throws(OAuthError) {
        guard let audience = device.audience, audience != world.directory.url("/userinfo") else { return }
        throw .notEmulated("An access token for the API \(audience)", as: .invalidRequest)
    }

    private func answer(
        _ login: Login,
        from device: DeviceCredential,
        to client: Client,
        scope: ScopeSet,
        at now: Timestamp
    ) async throws -> TokenResponse {
        let accessTokenScope = login.shaping.accessTokenScope ?? scope
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        wanted.idToken = scope.asksForIDToken
        wanted.showsAuthTime = device.showsAuthTime
        wanted.refreshedFrom = device
        let issued = try await TokenMint(in: world).issue(
            wanted,
            on: .init(
                login: login,
                client: client,
                scope: scope,
                accessTokenScope: accessTokenScope,
                pipeline: .conformant,
                at: now
            )
        )
        var members = JSONObject()
        members["access_token"] = issued.accessToken.map(JSONValue.string)
        members["refresh_token"] = issued.refreshToken.map(JSONValue.string)
        members["id_token"] = issued.idToken.map(JSONValue.string)
        members["scope"] = .string(accessTokenScope.description)
        members["expires_in"] = .integer(AccessToken.lifetimeSeconds)
        members["token_type"] = "Bearer"
        return TokenResponse(members)
    }
}
