/// A request to `/authorize` that has been checked.
package struct AuthorizationRequest: Hashable, Sendable {
    package var client: Identifier<Client>
    package var pipeline: Pipeline
    package var responseType: ResponseType
    package var target: RedirectTarget
    /// As the client sent it, which is how `/oauth/token` wants it again; nil where it relied on its first callback.
    package var sentRedirectURI: String?
    package var scope: ScopeSet
    package var nonce: String?
    package var connection: String?
    /// Words for the identity provider, passed on as they are.
    package var connectionScope: String?
    package var prompt: Set<Prompt>
    package var maxAgeSeconds: Int?
    package var loginHint: String?
    /// `id_token_hint`: the only user whose login answers this request.
    package var hintedUser: Identifier<User>?
    package var codeChallenge: CodeChallenge?
    /// Names the refresh token.
    package var device: String?
    /// False where `sso=false` asked that no session be kept.
    package var keepsSession: Bool
    /// Every parameter as sent, for rules and the login page's address.
    package var parameters: JSONObject

    package init(
        client: Identifier<Client>,
        pipeline: Pipeline,
        responseType: ResponseType,
        target: RedirectTarget,
        scope: ScopeSet,
        parameters: JSONObject
    ) {
        self.client = client
        self.pipeline = pipeline
        self.responseType = responseType
        self.target = target
        self.scope = scope
        self.parameters = parameters
        prompt = []
        keepsSession = true
    }
}
