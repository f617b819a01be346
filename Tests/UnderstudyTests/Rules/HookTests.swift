import TenantModel
import Testing
import UnderstudyTesting

/// Seed format E2: what some logins get without JavaScript.
@Suite("A hook", .tags(.endToEnd))
struct HookTests {
    @Test("shapes the tokens of the logins that it names, and of no others")
    func shapes() async throws {
        let hook =
            "{ name: short, when: { client: Legacy, protocol: oauth2-resource-owner, scope: contact }, "
            + "set: { lifetime_in_seconds: 60, scopes: { contact: [email, name] }, "
            + "claims: { \"https://example.com/staff\": true } } }"
        try await RuleTenant.with(hooks: [hook]) { _, browser in
            let named = try await browser.resourceOwner(scope: "openid contact")
            let claims = try #require(named.json["id_token"]?.text).claims
            #expect(claims.names == ["email", "name", "https://example.com/staff", "iss", "sub", "aud", "exp", "iat"])
            #expect(claims["exp"] == .integer(TestTenant.noon + 60))
            let others = [
                try await browser.resourceOwner(scope: "openid").json["id_token"],
                try await browser.resourceOwner(.asymmetric, scope: "openid contact").json["id_token"],
                try await browser.logIn(.legacy, "token", scope: "openid contact").location?.fragment("id_token")
                    .map(JSONValue.string),
            ]
            for other in others {
                let claims = try #require(other?.text).claims
                #expect(claims["https://example.com/staff"] == nil)
                #expect(claims["exp"] == .integer(TestTenant.noon + 36000))
            }
            let hooks = try await browser.runs().map { $0["hooks"] }
            #expect(hooks == [["short"], [], [], []])
        }
    }

    @Test("gives a conformant client namespaced claims, in /userinfo too")
    func conformant() async throws {
        let hook = "{ name: staff, set: { claims: { \"https://example.com/teams\": [orders, billing] } } }"
        try await RuleTenant.with(hooks: [hook]) { _, browser in
            let tokens = try await browser.redeem(try await browser.code(for: .conformant), by: .conformant).json
            let claims = try #require(tokens["id_token"]?.text).claims
            #expect(claims["https://example.com/teams"] == ["orders", "billing"])
            let info = try await browser.userInfo(try #require(tokens["access_token"]?.text)).json
            #expect(info["https://example.com/teams"] == ["orders", "billing"])
        }
    }

    @Test("that denies ends the login in its own words, without a session")
    func denies() async throws {
        let hook = "{ name: no guests, when: { email_domain: example.com }, set: { deny: Guests log in elsewhere } }"
        try await RuleTenant.with(hooks: [hook]) { _, browser in
            #expect(try await browser.resourceOwner().refusal == "401 unauthorized: Guests log in elsewhere")
            let answer = try await browser.logIn(.conformant)
            #expect(answer.redirectedRefusal == "unauthorized: Guests log in elsewhere")
            #expect(browser.cookies[Browser.sessionCookie] == nil)
            let runs = try await browser.runs()
            #expect(runs.map { $0["result"] } == ["refused", "refused"])
            #expect(runs.map { $0["hooks"] } == [["no guests"], ["no guests"]])
        }
    }

    @Test("comes after every rule, knows what they left, and has the last word")
    func afterRules() async throws {
        let rule = SeededRule.passing(
            "promotes",
            """
            user.roles = ['owner'];
            user.email = 'ada@staff.example';
            context.jwtConfiguration.lifetimeInSeconds = 5;
            context.idToken['https://example.com/by'] = 'rule';
            """
        )
        let hook =
            "{ name: owners, when: { role: owner, email_domain: staff.example }, "
            + "set: { lifetime_in_seconds: 60, claims: { \"https://example.com/by\": hook } } }"
        try await RuleTenant.with(rule, hooks: [hook]) { _, browser in
            let claims = try #require(try await browser.resourceOwner().json["id_token"]?.text).claims
            #expect(claims["exp"] == .integer(TestTenant.noon + 60))
            #expect(claims["https://example.com/by"] == "hook")
        }
    }

    @Test("does not run for a login that a rule sends away, until it is back")
    func redirected() async throws {
        let rule = SeededRule.passing(
            "away",
            "if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://consent.example/' };"
        )
        let hook = "{ name: always, when: { protocol: oidc-basic-profile }, set: { lifetime_in_seconds: 60 } }"
        try await RuleTenant.with(rule, hooks: [hook]) { _, browser in
            let away = try await browser.logIn(.legacy)
            _ = try await browser.comeBack(try #require(away.location?.query("state")))
            #expect(try await browser.runs().map { $0["hooks"] } == [[], ["always"]])
        }
    }
}
