/// An application or API registered with the tenant (RFC 6749 §1.1).
///
/// Its keys in a seed are those of the Management API.
package struct Client: Hashable, Sendable {
    package var id: Identifier<Client>
    /// As stored: `jwtConfiguration.secretEncoded` says whether HMAC uses its text or what the text decodes to.
    package var secret: String
    package var name: String
    package var description: String?
    package var appType: String?
    package var logoURI: String?
    package var isFirstParty = true
    /// `oidc_conformant`: always the conformant pipeline.
    package var isConformant = false
    package var callbacks: [String] = []
    package var allowedOrigins: [String] = []
    package var webOrigins: [String] = []
    package var allowedLogoutURLs: [String] = []
    /// Who may delegate to this client; empty means every client.
    package var allowedClients: [Identifier<Client>] = []
    /// Nil: every grant, as for clients older than the setting.
    package var grantTypes: [GrantType]?
    package var jwtConfiguration = JWTConfiguration()
    package var refreshTokens = RefreshTokenPolicy()
    /// `sso`: the legacy pipeline uses the tenant's session only where this is true.
    package var usesSingleSignOn = false
    package var disablesSingleSignOn = false
    /// Nil: either form of the secret is taken.
    package var tokenEndpointAuthMethod: TokenEndpointAuthMethod?
    package var crossOriginAuthentication = false
    /// Settings by add-on name, in seed order.
    package var addons = JSONObject()
    package var metadata = JSONObject()
    package var isGlobal = false
    /// Settings of the Management API that are kept and shown but not acted on.
    package var kept = JSONObject()

    package init(id: Identifier<Client>, secret: String, name: String) {
        self.id = id
        self.secret = secret
        self.name = name
    }

    package func allows(_ grant: GrantType) -> Bool { grantTypes?.contains(grant) ?? true }
}
