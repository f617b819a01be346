import TenantModel
import Testing
import Tokens

@Suite("A profile")
struct ProfileTests {
    private var user: User {
        var user = User(id: "facebook|1", connection: "facebook", createdAt: TestDirectory.noon)
        user.email = "ada@example.com"
        user.name = "Ada"
        user.attributes = ["locale": "en", "name": "overwritten", "password": "from the provider"]
        user.password = .plain("canary-password")
        user.lastIP = "203.0.113.7"
        user.loginsCount = 42
        user.kept = ["mfa_factors": []]
        var identity = UserIdentity(
            provider: Strategy(rawValue: "facebook"),
            connection: "facebook",
            userID: "1",
            isSocial: true
        )
        identity.accessToken = "canary-token"
        identity.refreshToken = "canary-refresh"
        identity.expiresInSeconds = 60
        user.identities = [identity]
        return user
    }

    @Test("has what is known, in a fixed order, and names the client of the login")
    func members() {
        let profile = Profile.of(user, for: "client", showsProviderTokens: false)
        #expect(profile.names.prefix(5) == ["email", "email_verified", "user_id", "clientID", "identities"])
        #expect(profile["clientID"] == "client")
        #expect(profile["name"] == "Ada", "an attribute does not replace what the tenant knows itself")
        #expect(profile["locale"] == "en")
        #expect(profile["username"] == nil && profile["picture"] == nil, "what is unknown is absent")
        #expect(profile["app_metadata"] == nil && profile["user_metadata"] == nil)
    }

    @Test("shows the provider's token only where the tenant is old enough", arguments: [true, false])
    func providerTokens(_ isShown: Bool) {
        let profile = Profile.of(user, for: "client", showsProviderTokens: isShown)
        let identity = profile["identities"]?.elements?.first?.object
        #expect(identity?["access_token"] == (isShown ? "canary-token" : nil))
        #expect(identity?["refresh_token"] == (isShown ? "canary-refresh" : nil))
        #expect(identity?["isSocial"] == true)
        #expect(identity?["user_id"] == "1")
    }

    @Test("never has the tenant's password, counters or addresses")
    func secrets() {
        let text = Profile.of(user, for: "client", showsProviderTokens: true).serializedText
        for secret in ["canary-password", "203.0.113.7", "42", "mfa_factors"] { #expect(!text.contains(secret)) }
    }

    @Test("can be put in another order without losing anything")
    func reordered() {
        let profile = Profile.of(user, for: "client", showsProviderTokens: false)
        let ordered = profile.ordered(first: ["user_id", "nothing", "email"])
        #expect(ordered.names.prefix(2) == ["user_id", "email"])
        #expect(Set(ordered.names) == Set(profile.names))
    }
}
