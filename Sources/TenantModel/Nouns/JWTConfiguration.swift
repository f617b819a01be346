/// `jwt_configuration` of a client.
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
