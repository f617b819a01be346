package import TenantModel
import Tokens

/// What was granted of what was asked, and whether the answer says so (RFC 6749 §5.1: only where they differ).
package struct GrantedScope: Sendable {
    package let granted: ScopeSet
    /// `scope` of the answer; nil where it would repeat the request.
    package let echo: String?

    /// What the access token is good for: a rule may have said otherwise (`context.accessToken.scope`).
    package let accessToken: ScopeSet

    /// - Parameter shaping: what the rules of the login decided.
    package init(_ request: AuthorizationRequest, _ shaping: TokenShaping) {
        switch request.pipeline {
        case .legacy:
            // Words name attributes; whichever do not exist are ignored without a word.
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
