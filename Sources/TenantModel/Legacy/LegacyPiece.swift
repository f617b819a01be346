/// A piece of the old pipeline that the tenant was told to leave.
package enum LegacyPiece: String, Hashable, Sendable, CaseIterable {
    case resourceOwner = "resource_owner"
    case socialAccessToken = "social_access_token"
    case tokenInfo = "tokeninfo"
    case delegationOfIDTokens = "delegation_id_token"
    case delegationOfRefreshTokens = "delegation_refresh_token"
    case delegationToAddons = "delegation_addon"
    /// A password at `/usernamepassword/login` from another page than the tenant's own ("Legacy Lock API").
    case foreignPasswordLogin = "foreign_password_login"
    /// `identities[].access_token` in profiles and id_tokens.
    case providerTokensInProfiles = "provider_tokens_in_profiles"
    /// A Management API token that the tenant's owner signed himself.
    case selfSignedManagementToken = "self_signed_management_token"
    case idTokenAsBearer = "id_token_as_bearer"

    /// The kinds of `/delegation`.
    package static let delegation: [LegacyPiece] = [
        .delegationOfIDTokens, .delegationOfRefreshTokens, .delegationToAddons,
    ]

    /// What a client does when it uses it.
    package var call: String {
        switch self {
        case .resourceOwner: "POST /oauth/ro"
        case .socialAccessToken: "POST /oauth/access_token"
        case .tokenInfo: "/tokeninfo"
        case .delegationOfIDTokens: "POST /delegation with an id_token, for an id_token"
        case .delegationOfRefreshTokens: "POST /delegation with a refresh token, for an id_token"
        case .delegationToAddons: "POST /delegation for an add-on"
        case .foreignPasswordLogin: "POST /usernamepassword/login from a page of its own"
        case .providerTokensInProfiles: "identities[].access_token in a profile"
        case .selfSignedManagementToken: "a self-signed token at /api/v2"
        case .idTokenAsBearer: "an id_token as bearer at /api/v2"
        }
    }
}
