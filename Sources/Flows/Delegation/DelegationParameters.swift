package import TenantModel

/// The parameters of `POST /delegation`, read and checked for their form.
package struct DelegationParameters: Hashable, Sendable {
    package enum Presented: Hashable, Sendable {
        case idToken(String)
        case refreshToken(String)
    }

    package let client: Identifier<Client>
    package let presented: Presented
    /// The client that the token is for; nil means the asking client itself.
    package let target: Identifier<Client>?
    package let scope: ScopeSet
    /// `api_type` as sent; nil leaves the choice to the target.
    package let apiType: String?
    /// All parameters without secrets, for add-ons and rules.
    package let all: JSONObject

    /// Reads the parameters.
    ///
    /// - Throws: `invalid_request` for one that is missing, sent twice or no text; `unsupported_grant_type`.
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
        // Refuse any other duplicate, too: add-ons and rules read further parameters, and expect one value.
        throw .invalidRequest("Duplicate parameter: \(twice)")
    }

    /// A parameter that only an add-on reads.
    ///
    /// - Throws: `invalid_request` if it is no text.
    package func text(_ name: String) throws(OAuthError) -> String? { try Parameters(all).text(name) }

    /// True if the new token repeats the claims of the presented one: the scope is empty or has `passthrough`.
    package var passesThrough: Bool { scope.isEmpty || scope.contains("passthrough") }
}
