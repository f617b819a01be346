/// What the rules and hooks of a login decided about its tokens.
package struct TokenShaping: Hashable, Sendable {
    /// `context.jwtConfiguration.scopes`: words with a meaning of their own, to the attributes they stand for.
    package var scopes: [String: [String]] = [:]
    /// Of the id_token; nil: the client's.
    package var lifetime: Duration?
    /// Claims of the id_token beside those of the scope.
    package var idTokenClaims = JSONObject()
    /// What the access token is good for; nil: what was granted.
    package var accessTokenScope: ScopeSet?
    /// `context.addonConfiguration`: settings by add-on name, over those of the client.
    package var addonConfiguration = JSONObject()
    package var origins = Origins()

    package init() {}

    package static let none = TokenShaping()

    /// Which rule or hook said it last, by the name of the thing said.
    package struct Origins: Hashable, Sendable {
        /// The run in the trace; nil where nothing ran.
        package var run: String?
        package var attributes: [String: String] = [:]
        package var scopes: [String: String] = [:]
        package var claims: [String: String] = [:]
        package var lifetime: String?
        package var accessTokenScope: String?

        package init() {}
    }
}
