/// `context.protocol` of rules: the way in which a user logs in.
package enum LoginProtocol: String, Hashable, Sendable, CaseIterable {
    case authorizationCode = "oidc-basic-profile"
    case implicit = "oidc-implicit-profile"
    case hybrid = "oidc-hybrid-profile"
    case resourceOwner = "oauth2-resource-owner"
    case resourceOwnerJWTBearer = "oauth2-resource-owner-jwt-bearer"
    case password = "oauth2-password"
    case refreshToken = "oauth2-refresh-token"
    case accessToken = "oauth2-access-token"
    case deviceCode = "oauth2-device-code"
    case tokenExchange = "oauth2-token-exchange"
    case delegation
    case redirectCallback = "redirect-callback"
    case samlp
    case wsfed
    case wsTrust = "wstrust-usernamemixed"
}
