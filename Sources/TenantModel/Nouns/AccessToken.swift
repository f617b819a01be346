/// An opaque access token, which is good at `/userinfo` for 24 hours.
package struct AccessToken: Hashable, Sendable {
    package static let lifetimeSeconds = 86400
    package static let lifetime = Duration.seconds(lifetimeSeconds)

    package var value: String
    package var client: Identifier<Client>
    package var pipeline: Pipeline
    package var scope: ScopeSet
    package var login: Login
    package var expiresAt: Timestamp
    /// Its time has been over once: moving the clock back does not revive it.
    package private(set) var hasEnded = false

    package init(
        value: String,
        client: Identifier<Client>,
        pipeline: Pipeline,
        scope: ScopeSet,
        login: Login,
        expiresAt: Timestamp
    ) {
        self.value = value
        self.client = client
        self.pipeline = pipeline
        self.scope = scope
        self.login = login
        self.expiresAt = expiresAt
    }

    package func isGood(at now: Timestamp) -> Bool { !hasEnded && now < expiresAt }

    /// What is left of it: enough to say that it expired.
    package var ended: AccessToken {
        var ended = self
        ended.hasEnded = true
        ended.login.profile = JSONObject()
        return ended
    }
}
