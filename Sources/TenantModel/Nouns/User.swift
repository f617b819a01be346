/// A user of the tenant: the normalised profile and what the store keeps beside it.
package struct User: Hashable, Sendable {
    /// `user_id`: `provider|id`.
    package var id: Identifier<User>
    /// Name of the primary identity's connection.
    package var connection: String
    package var email: String?
    package var emailVerified = false
    package var username: String?
    package var phoneNumber: String?
    package var phoneVerified: Bool?
    package var name: String?
    package var nickname: String?
    package var picture: String?
    package var givenName: String?
    package var familyName: String?
    /// Other root attributes, as an identity provider gives them (`locale`, `gender`, …).
    package var attributes = JSONObject()
    package var identities: [UserIdentity] = []
    package var userMetadata = JSONObject()
    package var appMetadata = JSONObject()
    package var isBlocked = false
    package var password: PasswordCredential?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var lastLogin: Timestamp?
    package var lastIP: String?
    package var loginsCount = 0
    package var lastPasswordReset: Timestamp?
    package var roles: [String] = []
    /// Accepted in a seed, kept, not acted on.
    package var kept = JSONObject()

    package init(id: Identifier<User>, connection: String, createdAt: Timestamp) {
        self.id = id
        self.connection = connection
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }
}
