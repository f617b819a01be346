package import TenantModel

/// What rules are told of a login beside its user (authentication API §18.4).
package struct LoginFacts: Sendable {
    package var loginProtocol: LoginProtocol
    /// Of the login that a redirect interrupted.
    package var originalProtocol: LoginProtocol?
    /// As the store had them in the same moment in which this login was counted; nil: as it has them now.
    package var user: User?
    package var client: Client
    package var pipeline: Pipeline
    package var scope: ScopeSet
    package var query = JSONObject()
    package var body = JSONObject()
    package var caller: Caller
    /// The cookie's value; nil where no session is kept.
    package var session: String?
    /// Who else logged in through the session that made this login unnecessary.
    package var sessionClients: [Identifier<Client>]?

    /// Where it is no login at all, but a delegation.
    package var delegation: Delegated?

    package struct Delegated: Sendable {
        /// Whose token it becomes, and whose settings shape it.
        package var target: Client
        /// Of an id_token; nil for a refresh token.
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
    /// Of a login at `/authorize`.
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

extension JSONObject {
    /// What rules may see of a request (authentication API §18.4).
    package var withoutSecrets: JSONObject {
        JSONObject(members.filter { !["password", "client_secret"].contains($0.name) }.map { ($0.name, $0.value) })
    }
}
