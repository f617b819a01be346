import TenantModel
import World

/// `/.well-known/openid-configuration` (OIDC Discovery §3), member for member as recorded (authentication API §15.1).
enum DiscoveryDocument {
    static func of(_ directory: TenantDirectory) -> JSONObject {
        [
            "issuer": .string(directory.issuer),
            "authorization_endpoint": .string(directory.url("/authorize")),
            "token_endpoint": .string(directory.url("/oauth/token")),
            "userinfo_endpoint": .string(directory.url("/userinfo")),
            "mfa_challenge_endpoint": .string(directory.url("/mfa/challenge")),
            "jwks_uri": .string(directory.url("/.well-known/jwks.json")),
            "registration_endpoint": .string(directory.url("/oidc/register")),
            "revocation_endpoint": .string(directory.url("/oauth/revoke")),
            "scopes_supported": list(
                "openid profile offline_access name given_name family_name nickname email email_verified picture "
                    + "created_at identities phone address"
            ),
            "response_types_supported": [
                "code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token",
            ],
            "code_challenge_methods_supported": ["S256", "plain"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["HS256", "RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "claims_supported": list(
                "aud auth_time created_at email email_verified exp family_name given_name iat identities iss name "
                    + "nickname phone_number picture sub"
            ),
            "request_uri_parameter_supported": false,
        ]
    }

    private static func list(_ words: String) -> JSONValue {
        .array(words.split(separator: " ").map { .string(String($0)) })
    }
}
