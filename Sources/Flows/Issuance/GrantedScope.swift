package import TenantModel
import Tokens

/// The granted part of a requested scope.
package struct GrantedScope: Sendable {
    package let granted: ScopeSet
    /// `scope` of the answer; nil if it equals the request, which RFC 6749 §5.1 allows to leave out.
    package let echo: String?

    /// The scope of the access token: the granted one, unless a rule has set `context.accessToken.scope`.
    package let accessToken: ScopeSet

    /// Decides the scope.
    ///
    /// - Parameter shaping: what the rules of the login decided.
    package init(_ request: AuthorizationRequest, _ shaping: TokenShaping) {
        switch request.pipeline {
        case .legacy:
            // Every word is granted: words name user attributes, and unknown ones are ignored later.
            granted = request.scope
            accessToken = granted
            echo = nil
        case .conformant:
            granted = request.scope.filtered(to: ScopeClaims.conformantWords)
            accessToken = shaping.accessTokenScope ?? granted
            let said = accessToken
            echo = said == request.scope ? nil : said.description
        }
    }
}
