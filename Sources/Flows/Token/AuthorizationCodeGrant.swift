import Tokens
package import TenantModel
package import World

/// Exchanges an authorization code (`grant_type=authorization_code`).
///
/// RFC 6749 §4.1.3, RFC 7636 §4.5; authentication API §6.2–6.4. A code is spent by its first exchange, and also by a
/// wrong `code_verifier`; another client's attempt leaves it alone.
package struct AuthorizationCodeGrant: Grant {
    package static let type = GrantType.authorizationCode
    package static let failure = LogEntry.Kind.failedCodeExchange

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `code`; `redirect_uri` if `/authorize` had one; `code_verifier` if it had a challenge.
    /// - Returns: `access_token`, `refresh_token`, `id_token`, `scope`, `expires_in` (seconds), `token_type`.
    /// - Throws: `invalid_grant` for a code that is unknown, used, expired or another client's, or a wrong verifier;
    ///   `unauthorized_client` for another redirect URI.
    package func redeem(
        _ parameters: Parameters,
        from client: Client,
        by caller: Caller
    ) async throws -> TokenResponse {
        let value = try parameters.required("code")
        let presented = Presented(
            redirectURI: try parameters.text("redirect_uri"),
            verifier: try parameters.text("code_verifier")
        )
        let now = world.clock.now
        let isStrict = world.directory.emulator.isStrict
        let decision = try await world.store.transact { tenant -> Result<AuthorizationCode, OAuthError> in
            guard let code = tenant.takeCode(value, at: now), code.request.client == client.id else {
                throw OAuthError.invalidGrant("Invalid authorization code")
            }
            return Self.decide(code, presented, isPublic: client.isPublic, isStrict: isStrict)
        }
        let code = try decision.get()
        let answer = try await answer(code, to: client, at: now)
        LogBook(in: world, of: caller).note(.codeExchange, code.login, for: client.id, scope: code.request.scope)
        return answer
    }

    package struct Presented: Hashable, Sendable {
        package let redirectURI: String?
        package let verifier: String?

        package init(redirectURI: String?, verifier: String?) {
            self.redirectURI = redirectURI
            self.verifier = verifier
        }
    }

    /// Whether what the client presents fits what it began with.
    package static func decide(
        _ code: AuthorizationCode,
        _ presented: Presented,
        isPublic: Bool,
        isStrict: Bool
    ) -> Result<AuthorizationCode, OAuthError> {
        let expected = code.request.sentRedirectURI
        if let expected, presented.redirectURI != expected {
            let why =
                "The redirect URI is wrong. You sent \(presented.redirectURI ?? "null"), and we expected \(expected)"
            return .failure(isStrict ? .invalidGrant(why) : .unauthorizedClient(why))
        }
        switch (code.request.codeChallenge, presented.verifier) {
        case (nil, nil) where isPublic:
            return .failure(.invalidGrant("A public client must use PKCE: the code was issued without code_challenge"))
        case (nil, _): return .success(code)
        case (let challenge?, let verifier?) where challenge.isMet(by: verifier): return .success(code)
        case (_?, _): return .failure(.invalidGrant("Failed to verify code verifier"))
        }
    }

    private func answer(_ code: AuthorizationCode, to client: Client, at now: Timestamp) async throws -> TokenResponse {
        let request = code.request
        let scope = GrantedScope(request, code.login.shaping)
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        wanted.idToken = scope.granted.asksForIDToken
        wanted.nonce = request.nonce
        wanted.showsAuthTime = request.maxAgeSeconds != nil
        wanted.device = request.device
        wanted.refreshToken =
            scope.granted.asksForRefreshToken && (request.device != nil || request.pipeline == .conformant)
        let issued = try await TokenMint(in: world).issue(
            wanted,
            on: .init(
                login: code.login,
                client: client,
                scope: scope.granted,
                accessTokenScope: scope.accessToken,
                pipeline: request.pipeline,
                at: now
            )
        )
        var members = JSONObject()
        members["access_token"] = issued.accessToken.map(JSONValue.string)
        members["refresh_token"] = issued.refreshToken.map(JSONValue.string)
        members["id_token"] = issued.idToken.map(JSONValue.string)
        members["scope"] = scope.echo.map(JSONValue.string)
        members["expires_in"] = .integer(AccessToken.lifetimeSeconds)
        members["token_type"] = "Bearer"
        return TokenResponse(members)
    }
}
