/// An opaque access token: a name for a login, good at `/userinfo` for 24 hours (authentication API §17.6).
package struct AccessToken: Hashable, Sendable {
    package static let lifetime = Duration.seconds(86400)

    package var value: String
    package var client: Identifier<Client>
    package var pipeline: Pipeline
    package var scope: ScopeSet
    package var login: Login
    package var expiresAt: Timestamp

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
}
