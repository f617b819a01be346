package import TenantModel
import Tokens

extension TokenMint {
    /// The authorization response for a completed login.
    package func respond(
        to request: AuthorizationRequest,
        login: Login,
        at now: Timestamp
    ) async throws -> AuthorizationResponse {
        let client = try client(request.client)
        let scope = GrantedScope(request, login.shaping)
        let isLegacy = request.pipeline == .legacy
        var wanted = Wanted()
        if request.responseType.code { wanted.code = request }
        wanted.accessToken = request.responseType.token
        wanted.idToken =
            request.responseType.idToken || isLegacy && request.responseType.token && scope.granted.asksForIDToken
        // Only the legacy pipeline sends a refresh token through the browser.
        wanted.device = request.device
        wanted.refreshToken =
            isLegacy && wanted.accessToken && scope.granted.asksForRefreshToken && request.device != nil
        wanted.nonce = request.nonce
        wanted.showsAuthTime = request.maxAgeSeconds != nil
        let issued = try await issue(
            wanted,
            on: Occasion(
                login: login,
                client: client,
                scope: scope.granted,
                accessTokenScope: scope.accessToken,
                pipeline: request.pipeline,
                at: now
            )
        )
        var members = JSONObject()
        members["code"] = issued.code.map(JSONValue.string)
        if let token = issued.accessToken {
            members["access_token"] = .string(token)
            members["scope"] = scope.echo.map(JSONValue.string)
            members["expires_in"] = .integer(AccessToken.lifetimeSeconds)
            members["token_type"] = "Bearer"
        }
        members["state"] = request.target.state.map(JSONValue.string)
        members["id_token"] = issued.idToken.map(JSONValue.string)
        members["refresh_token"] = issued.refreshToken.map(JSONValue.string)
        return AuthorizationResponse(target: request.target, members: members.ordered(first: Self.order(isLegacy)))
    }

    /// The order of the parameters, as observed in Auth0's responses of each pipeline.
    private static func order(_ isLegacy: Bool) -> [String] {
        isLegacy
            ? ["code", "access_token", "expires_in", "state", "id_token", "refresh_token", "token_type"]
            : ["code", "access_token", "scope", "expires_in", "token_type", "state", "id_token"]
    }
}
