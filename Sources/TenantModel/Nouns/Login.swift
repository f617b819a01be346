/// Who logged in, through what, and the profile as the rules of that login left it.
package struct Login: Hashable, Sendable {
    package var user: Identifier<User>
    package var connection: String
    package var profile: JSONObject
    package var authenticatedAt: Timestamp
    /// The `sid` claim of its id_tokens, which names the browser session; nil if there is no browser session.
    package var sessionID: String?
    /// What the rules decided about the tokens.
    package var shaping = TokenShaping.none
    /// True if a rule asked for a second factor and the user gave it.
    package var passedSecondFactor = false

    package init(user: Identifier<User>, connection: String, profile: JSONObject, authenticatedAt: Timestamp) {
        self.user = user
        self.connection = connection
        self.profile = profile
        self.authenticatedAt = authenticatedAt
    }
}
