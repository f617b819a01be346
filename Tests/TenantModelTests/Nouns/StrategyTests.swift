import TenantModel
import Testing

@Suite("A connection's strategy")
struct StrategyTests {
    @Test("has its kind", arguments: kinds)
    func kind(_ row: (kind: Strategy.Kind, names: [String])) {
        for name in row.names { #expect(Strategy(rawValue: name).kind == row.kind, "\(name)") }
    }

    static let kinds: [(kind: Strategy.Kind, names: [String])] = [
        (.database, ["auth0"]), (.passwordless, ["email", "sms"]),
        (.enterprise, ["ad", "adfs", "auth0-adldap", "google-apps", "okta", "oidc", "samlp", "waad", "office365"]),
        (.social, ["google-oauth2", "facebook", "github", "twitter", "windowslive", "oauth2", "unheard-of"]),
    ]

    @Test("is known once, and only a few are not social")
    func known() {
        #expect(Set(Strategy.known).count == Strategy.known.count)
        #expect(Strategy.known == Strategy.known.sorted())
        let others = Strategy.known.filter { Strategy(rawValue: $0).kind != .social }
        #expect(others.count == 17)
    }

    @Test("a connection without a list is every client's")
    func enabledClients() {
        var connection = Connection(id: "con_1", name: "Users", strategy: .auth0)
        #expect(connection.isEnabled(for: "any"))
        connection.enabledClients = ["one"]
        #expect(connection.isEnabled(for: "one") && !connection.isEnabled(for: "two"))
        connection.enabledClients = []
        #expect(!connection.isEnabled(for: "one"))
    }

    @Test("user names are asked for where the options say so")
    func usernames() {
        var connection = Connection(id: "con_1", name: "Users", strategy: .auth0)
        #expect(!connection.requiresUsername)
        connection.options = ["requires_username": true]
        #expect(connection.requiresUsername)
        connection.options = ["requires_username": "true"]
        #expect(!connection.requiresUsername)
    }
}
