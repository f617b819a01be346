package import TenantModel
package import World

/// Which client calls, and whether it has proven it (authentication API §6.1).
package enum ClientAuthentication {
    /// - Parameter endpoint: decides the word of the refusal: `/oauth/revoke` says what the standard says.
    /// - Throws: 401 `access_denied` `Unauthorized` (`invalid_client` at `/oauth/revoke`) for an unknown client or a wrong
    ///   or missing secret; `invalid_request` where two ways of authentication stand in one request.
    package static func authenticate(
        _ parameters: Parameters,
        basic: BasicCredentials?,
        at endpoint: Endpoint = .token,
        in directory: TenantDirectory
    ) throws(OAuthError) -> Client {
        let bodySecret = try parameters.text("client_secret")
        let bodyID = try parameters.text("client_id")
        guard basic == nil || bodySecret == nil else {
            throw .invalidRequest("Only one way of client authentication is allowed in a request")
        }
        guard let id = basic?.clientID ?? bodyID else { throw .invalidRequest("Missing required parameter: client_id") }
        guard basic == nil || bodyID == nil || bodyID == id, let client = directory.client(Identifier(id)) else {
            throw refusal(at: endpoint, in: directory)
        }
        let isProven =
            switch (client.tokenEndpointAuthMethod, basic?.secret, bodySecret) {
            case (TokenEndpointAuthMethod.none?, _, _): true
            case (.clientSecretPost?, nil, let secret?): ConstantTime.isEqual(secret, client.secret)
            case (.clientSecretBasic?, let secret?, nil): ConstantTime.isEqual(secret, client.secret)
            case (nil, let secret?, _), (nil, nil, let secret?): ConstantTime.isEqual(secret, client.secret)
            case (nil, nil, nil): client.isPublicByType
            default: false
            }
        guard isProven else { throw refusal(at: endpoint, in: directory) }
        return client
    }

    package enum Endpoint: Sendable { case token, revocation }

    private static func refusal(at endpoint: Endpoint, in directory: TenantDirectory) -> OAuthError {
        directory.emulator.isStrict || endpoint == .revocation
            ? OAuthError(.invalidClient, "Unauthorized") : OAuthError(.accessDenied, "Unauthorized", status: 401)
    }
}

extension Client {
    /// Native and browser clients cannot keep a secret; PKCE is what proves them.
    package var isPublic: Bool { tokenEndpointAuthMethod == TokenEndpointAuthMethod.none || isPublicByType }

    fileprivate var isPublicByType: Bool {
        tokenEndpointAuthMethod == nil && (appType == "native" || appType == "spa")
    }
}
