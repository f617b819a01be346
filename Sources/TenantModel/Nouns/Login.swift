/// Who logged in, through what, and the profile as the rules of that login left it.
package struct Login: Hashable, Sendable {
    package var user: Identifier<User>
    package var connection: String
    package var profile: JSONObject
    package var authenticatedAt: Timestamp
    /// `sid` of its id_tokens: the name of the browser's session; nil where none is kept.
    package var sessionID: String?
    /// What the rules decided about the tokens.
    package var shaping = TokenShaping.none
    /// A second factor was asked for, and given.
    package var passedSecondFactor = false

    package init(user: Identifier<User>, connection: String, profile: JSONObject, authenticatedAt: Timestamp) {
        self.user = user
        self.connection = connection
        self.profile = profile
        self.authenticatedAt = authenticatedAt
    }
}
