package import TenantModel

/// A change that a rule asks the tenant to make while it runs (`auth0.users.update…`).
package enum RuleRequest: Hashable, Sendable {
    case updateUserMetadata(Identifier<User>, JSONObject)
    case updateAppMetadata(Identifier<User>, JSONObject)
}

/// Why the tenant refuses what a rule asked for.
///
/// The rule's promise is rejected with it.
package struct RuleRequestRefusal: Error, Hashable {
    package let statusCode: Int
    package let error: String
    package let message: String

    package init(statusCode: Int, error: String, message: String) {
        self.statusCode = statusCode
        self.error = error
        self.message = message
    }

    package static let malformed = RuleRequestRefusal(
        statusCode: 400,
        error: "Bad Request",
        message: "Give a user_id and an object of metadata"
    )
}
