/// `token_endpoint_auth_method` (RFC 7591 §2).
package enum TokenEndpointAuthMethod: String, Hashable, Sendable, CaseIterable {
    case none
    case clientSecretPost = "client_secret_post"
    case clientSecretBasic = "client_secret_basic"
}
