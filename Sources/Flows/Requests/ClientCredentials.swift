import TenantModel

/// What a client sends to prove itself (RFC 6749 §2.3), read and not yet believed.
struct ClientCredentials {
    /// The form in which it came; an empty secret is none (RFC 6749 §2.3.1).
    let form: TokenEndpointAuthMethod
    /// Id and secret, in each way in which they may be read; the secret is nil where none was sent.
    let readings: [(clientID: String, secret: String?)]

    /// - Throws: `invalid_request` for two forms in one request, for an assertion, and where no client is named.
    init(_ parameters: Parameters, basic: BasicCredentials?) throws(OAuthError) {
        let bodySecret = try parameters.text("client_secret")
        let bodyID = try parameters.text("client_id")
        for name in ["client_assertion", "client_assertion_type"] where try parameters.text(name) != nil {
            throw .notEmulated("Client authentication by \(name)", as: .invalidRequest)
        }
        guard basic == nil || bodySecret == nil else {
            throw OAuthError.invalidRequest("Only one way of client authentication is allowed in a request").because(
                "Both client_secret_basic (the Authorization header) and client_secret_post (client_secret in the body) came",
                hint: "Leave one out"
            )
        }
        guard let basic else {
            guard let bodyID else { throw .invalidRequest("Missing required parameter: client_id") }
            form = bodySecret == nil ? .none : .clientSecretPost
            readings = [(bodyID, bodySecret)]
            return
        }
        form = basic.secret.isEmpty ? .none : .clientSecretBasic
        // The body may repeat the id, but not name another client.
        readings = basic.readings.filter { bodyID == nil || bodyID == $0.clientID }
            .map { ($0.clientID, $0.secret.isEmpty ? nil : $0.secret) }
    }
}
