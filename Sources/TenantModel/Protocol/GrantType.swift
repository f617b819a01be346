/// A value of `grant_type`, or of a client's `grant_types`.
package struct GrantType: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let authorizationCode = GrantType(rawValue: "authorization_code")
    package static let implicit = GrantType(rawValue: "implicit")
    package static let refreshToken = GrantType(rawValue: "refresh_token")
    package static let clientCredentials = GrantType(rawValue: "client_credentials")
    package static let password = GrantType(rawValue: "password")
    package static let jwtBearer = GrantType(rawValue: "urn:ietf:params:oauth:grant-type:jwt-bearer")
    package static let legacyResourceOwner = GrantType(rawValue: "http://auth0.com/oauth/legacy/grant-type/ro")
    package static let legacyDelegationOfIDToken = GrantType(
        rawValue: "http://auth0.com/oauth/legacy/grant-type/delegation/id_token"
    )
    package static let legacyDelegationOfRefreshToken = GrantType(
        rawValue: "http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token"
    )
    package static let legacyAccessToken = GrantType(rawValue: "http://auth0.com/oauth/legacy/grant-type/access_token")

    /// Every name the documentation knows.
    package static let known: [String] = [
        "authorization_code", "client_credentials", "implicit", "password", "refresh_token",
        "http://auth0.com/oauth/grant-type/mfa-oob", "http://auth0.com/oauth/grant-type/mfa-otp",
        "http://auth0.com/oauth/grant-type/mfa-recovery-code", "http://auth0.com/oauth/grant-type/password-realm",
        "http://auth0.com/oauth/grant-type/passwordless/otp",
        "http://auth0.com/oauth/legacy/grant-type/access_token",
        "http://auth0.com/oauth/legacy/grant-type/delegation/id_token",
        "http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token",
        "http://auth0.com/oauth/legacy/grant-type/ro", "http://auth0.com/oauth/legacy/grant-type/ro/jwt-bearer",
        "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
        "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:openid:params:grant-type:ciba",
    ]
}
