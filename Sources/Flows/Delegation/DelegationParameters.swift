package import TenantModel

/// `POST /delegation` as asked: names and shapes (authentication API §12.1).
package struct DelegationParameters: Hashable, Sendable {
    package enum Presented: Hashable, Sendable {
        case idToken(String)
        case refreshToken(String)
    }

    package let client: Identifier<Client>
    package let presented: Presented
    /// Nil: the client itself.
    package let target: Identifier<Client>?
    package let scope: ScopeSet
    /// As written; nil where the target decides.
    package let apiType: String?
    /// Everything, for add-ons and rules.
    package let all: JSONObject

    /// - Throws: `invalid_request` for what is missing, doubled or no text; `unsupported_grant_type`.
    package init(_ parameters: Parameters) throws(OAuthError) {
        client = Identifier(try parameters.demanded("client_id"))
        let grant = try parameters.demanded("grant_type")
        guard GrantType(rawValue: grant) == .jwtBearer else { throw .unsupportedGrantType(grant) }
        switch (try parameters.text("id_token"), try parameters.text("refresh_token")) {
        case (let token?, nil): presented = .idToken(token)
        case (nil, let token?): presented = .refreshToken(token)
        case (nil, nil): throw .invalidRequest("missing id_token or refresh_token parameter")
        case (_?, _?): throw .invalidRequest("only one of id_token and refresh_token is allowed")
        }
        target = try parameters.text("target").map { Identifier($0) }
        scope = try parameters.scope()
        apiType = try parameters.text("api_type")
        all = try parameters.shownToRules()
        guard let twice = parameters.duplicates.sorted().first else { return }
        // Free-form ones go to add-ons and rules, and neither can be told of two values.
        throw .invalidRequest("Duplicate parameter: \(twice)")
    }

    /// One of the parameters that only an add-on knows.
    ///
    /// - Throws: `invalid_request` where it is no text.
    package func text(_ name: String) throws(OAuthError) -> String? { try Parameters(all).text(name) }

    /// The new token says what the presented one does: asked for by name, or by silence (§21, 9 and 10).
    package var passesThrough: Bool { scope.isEmpty || scope.contains("passthrough") }
}
