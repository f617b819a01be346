/// What Auth0's migration guides recommend to a client instead, such as "Using Delegation for Token Exchange".
extension LegacyPiece {
    package func replacement(for client: Client) -> String {
        switch self {
        case .resourceOwner:
            "POST /oauth/token with grant_type=password, or the password-realm grant for a named connection"
        case .socialAccessToken: "the authorization code grant with PKCE, through /authorize?connection="
        case .tokenInfo: "GET /userinfo with the access_token"
        case .delegationOfIDTokens where client.isMachine:
            "register the API (resourceServers) and accept access tokens issued for it"
        case .delegationOfIDTokens where client.isInBrowser, .delegationOfRefreshTokens where client.isInBrowser:
            "silent authentication: /authorize with prompt=none"
        case .delegationOfIDTokens:
            "ask for offline_access at login, then POST /oauth/token with grant_type=refresh_token; "
                + "for an API, an access token issued for it"
        case .delegationOfRefreshTokens: "POST /oauth/token with grant_type=refresh_token"
        case .delegationToAddons: "nothing yet; a new way to third-party tokens was announced for December 2017"
        case .foreignPasswordLogin: "the hosted login page, or POST /co/authenticate (auth0.js 9, Lock 11)"
        case .providerTokensInProfiles: "GET /api/v2/users/{id} with the scope read:user_idp_tokens"
        case .selfSignedManagementToken:
            "POST /oauth/token with grant_type=client_credentials and the audience https://{domain}/api/v2/"
        case .idTokenAsBearer: "an access token of the user for the audience https://{domain}/api/v2/"
        }
    }
}
