import Flows
import TenantModel
import World

/// `/.well-known/openid-configuration` (OIDC Discovery §3) and `/.well-known/oauth-authorization-server` (RFC 8414 §2).
///
/// It has the members of the real tenant's document, without endpoints and values that are not served here: libraries
/// rely on what is advertised.
enum DiscoveryDocument {
    static func of(_ directory: TenantDirectory) -> JSONObject {
        let hasLegacy = directory.clients.contains { !$0.isConformant }
        var document: JSONObject = [
            "issuer": .string(directory.issuer),
            "authorization_endpoint": .string(directory.url("/authorize")),
            "token_endpoint": .string(directory.url("/oauth/token")),
            "userinfo_endpoint": .string(directory.url("/userinfo")),
            "jwks_uri": .string(directory.url("/.well-known/jwks.json")),
            "revocation_endpoint": .string(directory.url("/oauth/revoke")),
            "scopes_supported": list(hasLegacy ? attributeScopes : "openid profile offline_access email phone address"),
            "response_types_supported": [
                "code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token",
            ],
            "code_challenge_methods_supported": ["S256", "plain"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["HS256", "RS256"],
            "token_endpoint_auth_methods_supported": .array(
                [.clientSecretBasic, .clientSecretPost, .none].map { (method: TokenEndpointAuthMethod) in
                    .string(method.rawValue)
                }
            ),
            "claims_supported": list(claims(hasLegacy)),
            "request_uri_parameter_supported": false,
            "request_parameter_supported": false,
            "grant_types_supported": .array(Grants.supported.map { .string($0.rawValue) }),
        ]
        if directory.settings.announcesEndSession {
            document["end_session_endpoint"] = .string(directory.url("/oidc/logout"))
        }
        return document
    }

    /// Scope words that name user attributes.
    ///
    /// They work in the legacy pipeline only, so a tenant without legacy clients does not list them.
    private static let attributeScopes =
        "openid profile offline_access name given_name family_name nickname email email_verified picture "
        + "created_at identities phone address"

    private static func claims(_ hasLegacy: Bool) -> String {
        "aud auth_time \(hasLegacy ? "created_at " : "")email email_verified exp family_name given_name iat "
            + "\(hasLegacy ? "identities " : "")iss name nickname phone_number picture sub"
    }

    private static func list(_ words: String) -> JSONValue {
        .array(words.split(separator: " ").map { .string(String($0)) })
    }
}
