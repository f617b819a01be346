/// One account of a user at an identity provider.
///
/// A user's first identity is the primary one.
package struct UserIdentity: Hashable, Sendable {
    package var provider: Strategy
    package var connection: String
    /// Without the provider's prefix.
    package var userID: String
    package var isSocial: Bool
    /// Issued by the provider, for the provider's own API.
    package var accessToken: String?
    package var accessTokenSecret: String?
    package var refreshToken: String?
    package var expiresInSeconds: Int?
    package var profileData: JSONObject?

    package init(provider: Strategy, connection: String, userID: String, isSocial: Bool) {
        self.provider = provider
        self.connection = connection
        self.userID = userID
        self.isSocial = isSocial
    }
}
