package import TenantModel

/// The input of the rules at one login.
package struct RuleJob: Sendable {
    package var user: JSONObject
    package var context: JSONObject
    package var clock: TenantClock.Reading
    /// The seed of `Math.random` and `crypto.randomBytes`.
    package var seed: String
    /// `auth0.accessToken`.
    package var accessToken: String

    package init(
        user: JSONObject,
        context: JSONObject,
        clock: TenantClock.Reading,
        seed: String,
        accessToken: String
    ) {
        self.user = user
        self.context = context
        self.clock = clock
        self.seed = seed
        self.accessToken = accessToken
    }
}
