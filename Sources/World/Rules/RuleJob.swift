package import TenantModel

/// What a login gives to its rules.
package struct RuleJob: Sendable {
    package var user: JSONObject
    package var context: JSONObject
    package var clock: TenantClock.Reading
    /// Where `Math.random` and `crypto.randomBytes` begin.
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
