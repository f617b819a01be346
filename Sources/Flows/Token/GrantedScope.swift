package import TenantModel
import Tokens

/// What was granted of what was asked, and whether the answer says so (RFC 6749 §5.1: only where they differ).
package struct GrantedScope: Sendable {
    package let granted: ScopeSet
    /// `scope` of the answer; nil where it would repeat the request.
    package let echo: String?

    package init(_ request: AuthorizationRequest) {
        switch request.pipeline {
        case .legacy:
            // Words name attributes; whichever do not exist are ignored without a word.
            granted = request.scope
            echo = nil
        case .conformant:
            granted = request.scope.filtered(to: ScopeClaims.conformantWords)
            echo = granted == request.scope ? nil : granted.description
        }
    }
}
