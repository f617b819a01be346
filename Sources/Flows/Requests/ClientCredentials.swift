import TenantModel

/// The credentials that a client sends (RFC 6749 §2.3), before they are checked.
struct ClientCredentials {
    /// The form in which the secret came; an empty secret counts as none (RFC 6749 §2.3.1).
    let form: TokenEndpointAuthMethod
    /// Id and secret in each possible reading; the secret is nil if none was sent.
    let readings: [(clientID: String, secret: String?)]

    /// Reads the credentials.
    ///
    /// - Throws: `invalid_request` for two forms in one request, for an assertion, and without a client id.
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
