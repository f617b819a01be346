package import TenantModel

/// The latest 2,000 events of authorization codes.
///
/// A code that has been redeemed, spoiled or ended is gone from the store. These events let its refusal say which.
package typealias CodeTrail = Ring<CodeEvent>

package struct CodeEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case issued(until: Timestamp)
        case redeemed
        /// An exchange that was refused has used the code up.
        case spoiled
    }

    package let code: String
    package let kind: Kind
    package let client: Identifier<Client>
    package let user: Identifier<User>
    package let at: Timestamp

    package init(_ kind: Kind, _ code: AuthorizationCode, at: Timestamp) {
        self.code = code.value
        self.kind = kind
        client = code.request.client
        user = code.login.user
        self.at = at
    }
}

extension Ring<CodeEvent> {
    package static func codeTrail() -> CodeTrail { CodeTrail(capacity: 2000) }

    /// Oldest first.
    package func events(of code: String) -> [CodeEvent] { entries.filter { $0.code == code } }
}
