/// An application or API registered with the tenant (RFC 6749 §1.1); keys of the Management API §10.3.
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

/// `jwt_configuration` of a client (Management API §10.4).
package struct JWTConfiguration: Hashable, Sendable {
    /// Of id_tokens for this client, and of tokens delegated to it.
    package var lifetime: Duration = .seconds(36000)
    /// True: the secret is base64url and is decoded before use as an HMAC key.
    package var secretEncoded = true
    package var algorithm = SignatureAlgorithm.hs256
    /// Scope words redefined for this client: word to attribute names.
    package var scopes: [String: [String]] = [:]

    package init() {}
}

/// `alg` values this tenant signs with (RFC 7518 §3.1).
package enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    case hs256 = "HS256"
    case rs256 = "RS256"
}

/// `token_endpoint_auth_method` (RFC 7591 §2).
package enum TokenEndpointAuthMethod: String, Hashable, Sendable, CaseIterable {
    case none
    case clientSecretPost = "client_secret_post"
    case clientSecretBasic = "client_secret_basic"
}
