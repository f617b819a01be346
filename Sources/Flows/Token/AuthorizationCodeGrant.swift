import Tokens
package import TenantModel
package import World

/// Exchanges an authorization code (`grant_type=authorization_code`).
///
/// RFC 6749 §4.1.3, RFC 7636 §4.5. The first exchange by the code's own client uses the code up, even if it is refused.
/// An attempt by another client leaves the code as it was.
package struct AuthorizationCodeGrant: Grant {
    package static let type = GrantType.authorizationCode
    package static let failure = LogEntry.Kind.failedCodeExchange

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `code`; `redirect_uri` if `/authorize` had one; `code_verifier` if it had a challenge.
    /// - Returns: `access_token`, `refresh_token`, `id_token`, `scope`, `expires_in` (seconds), `token_type`.
    /// - Throws: `invalid_grant` for a code that is unknown, used, expired or another client's, for a wrong or missing
    ///   verifier, and for a verifier without a challenge; `unauthorized_client` for another redirect URI
    ///   (`invalid_grant` with `strict: true`).
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
        let (spent, decision) = try await world.store.transact { [codeTrail = world.codeTrail] tenant in
            guard let code = tenant.takeCode(value, at: now), code.request.client == client.id else {
                throw OAuthError.unusableCode(codeTrail.events(of: value), for: client, in: tenant.directory, at: now)
            }
            return (code, Self.decide(code, presented, isPublic: client.isPublic, isStrict: isStrict))
        }
        let code: AuthorizationCode
        switch decision {
        case .success(let taken):
            world.codeTrail.append(CodeEvent(.redeemed, taken, at: now))
            code = taken
        case .failure(let refusal):
            world.codeTrail.append(CodeEvent(.spoiled, spent, at: now))
            throw refusal.about(client: client.id, user: spent.login.user)
        }
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

    /// Checks that the redirect URI and the verifier fit the request at `/authorize`.
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
            let refusal = isStrict ? OAuthError.invalidGrant(why) : .unauthorizedClient(why)
            return .failure(
                refusal.because(
                    "The redirect_uri is \(presented.redirectURI?.shownAddress ?? "missing"), and at /authorize it was "
                        + expected.shownAddress,
                    hint: "Send the redirect_uri that /authorize was sent"
                )
            )
        }
        switch (code.request.codeChallenge, presented.verifier) {
        case (nil, nil) where isPublic:
            return .failure(
                .invalidGrant("A public client must use PKCE: the code was issued without code_challenge").hinting(
                    "Send code_challenge to /authorize and code_verifier here, or write "
                        + "token_endpoint_auth_method: client_secret_post for a client with a secret"
                )
            )
        // A verifier without a challenge: somebody has taken the challenge out of the request (RFC 9700 §4.8.2).
        case (nil, _?):
            return .failure(
                .invalidGrant("A code_verifier was sent, but the code was issued without code_challenge")
                    .hinting("Send code_challenge to /authorize, or no code_verifier here")
            )
        case (nil, nil): return .success(code)
        case (let challenge?, let verifier?) where challenge.isMet(by: verifier): return .success(code)
        case (_?, nil):
            return .failure(
                .invalidGrant("Failed to verify code verifier")
                    .because("PKCE: /authorize was sent a code_challenge, and code_verifier is missing here")
            )
        case (let challenge?, _?):
            return .failure(
                .invalidGrant("Failed to verify code verifier").because(
                    "PKCE: code_verifier does not match the code_challenge that /authorize was sent "
                        + "(code_challenge_method \(challenge.method.rawValue))"
                )
            )
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
