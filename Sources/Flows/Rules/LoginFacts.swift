package import TenantModel

/// What rules see of a login in `context`, beside its user.
package struct LoginFacts: Sendable {
    package var loginProtocol: LoginProtocol
    /// The protocol of the login that a redirect has interrupted.
    package var originalProtocol: LoginProtocol?
    /// The user as the store had them when this login was counted; nil means as the store has them now.
    package var user: User?
    package var client: Client
    package var pipeline: Pipeline
    package var scope: ScopeSet
    package var query = JSONObject()
    package var body = JSONObject()
    package var caller: Caller
    /// The session cookie's value; nil if no session is kept.
    package var session: String?
    /// The clients that have used the session that answers this request; nil for a new login.
    package var sessionClients: [Identifier<Client>]?

    /// Set if this is a delegation and no login.
    package var delegation: Delegated?

    package struct Delegated: Sendable {
        /// The client that the token is for, whose settings shape it.
        package var target: Client
        /// The claims of the presented id_token; nil for a refresh token.
        package var presentedClaims: JSONObject?
    }

    package init(
        _ loginProtocol: LoginProtocol,
        client: Client,
        pipeline: Pipeline,
        scope: ScopeSet,
        caller: Caller
    ) {
        self.loginProtocol = loginProtocol
        self.client = client
        self.pipeline = pipeline
        self.scope = scope
        self.caller = caller
    }
}

extension LoginFacts {
    /// The facts of a login at `/authorize`.
    init(_ request: AuthorizationRequest, client: Client, caller: Caller) {
        self.init(
            LoginProtocol(request.responseType),
            client: client,
            pipeline: request.pipeline,
            scope: request.scope,
            caller: caller
        )
        query = request.parameters.withoutSecrets
    }
}

extension LoginProtocol {
    init(_ type: ResponseType) {
        self = type.isHybrid ? .hybrid : type.isFrontChannel ? .implicit : .authorizationCode
    }
}
