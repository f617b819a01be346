import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("Rules among each other", .tags(.endToEnd))
struct RuleOrderTests {
    private static func saying(_ name: String, keys: String...) -> SeededRule {
        var rule = SeededRule.passing(name, "user.path = (user.path || '') + '\(name)';")
        rule.keys = keys
        return rule
    }

    @Test("run in ascending order, whatever their place in the file; those without come after")
    func order() async throws {
        try await RuleTenant.with(
            Self.saying("d"),
            Self.saying("c", keys: "order: 30"),
            Self.saying("a", keys: "order: 1"),
            Self.saying("e"),
            Self.saying("b", keys: "order: 2")
        ) { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid path").json["id_token"]?.text)
            #expect(token.claims["path"] == "abcde")
            let steps = try await browser.runs().first?["rules"]?.elements?.map { $0.object?["rule"] }
            #expect(steps == ["a", "b", "c", "d", "e"])
        }
    }

    @Test("run where they are enabled, in the stage that ever ran")
    func enabledAndStage() async throws {
        try await RuleTenant.with(
            Self.saying("a", keys: "enabled: true", "stage: login_success"),
            Self.saying("b", keys: "enabled: false"),
            Self.saying("c", keys: "stage: login_failure"),
            Self.saying("d", keys: "stage: pre_authorize"),
            Self.saying("e")
        ) { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid path").json["id_token"]?.text)
            #expect(token.claims["path"] == "ae")
        }
    }

    @Test("that are all switched off are no stop at all")
    func noneEnabled() async throws {
        try await RuleTenant.with(Self.saying("a", keys: "enabled: false")) { _, browser async throws in
            #expect(try await browser.resourceOwner().status == 200)
            #expect(try await browser.runs().isEmpty)
        }
    }

    @Test("hand user and context on")
    func chain() async throws {
        try await RuleTenant.with(
            .passing(
                "one",
                "user.roles = ['staff']; context.idToken['https://example.com/a'] = 1; delete user.gender;"
            ),
            .init(
                "two",
                """
                var next = { email: user.email, user_id: user.user_id, seen: user.roles.concat(typeof user.gender) };
                context.idToken['https://example.com/b'] = context.idToken['https://example.com/a'] + 1;
                callback(null, next, context);
                """
            ),
            .passing("three", "user.last = Object.keys(user).join();")
        ) { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid profile").json["id_token"]?.text)
            #expect(token.claims["seen"] == ["staff", "undefined"])
            #expect(token.claims["last"] == "email,user_id,seen")
            #expect(token.claims["https://example.com/b"] == 2)
            #expect(token.claims["name"] == nil, "a rule may leave another user altogether")
            #expect(token.claims["sub"] == .string(Person.adaID))
        }
    }

    @Test("read the tenant's rulesConfigs as configuration")
    func configuration() async throws {
        let rule = SeededRule.passing("plans", "user.plan = configuration.PLAN + ' ' + Object.keys(configuration);")
        let edit: (String) -> String = { $0 + "rulesConfigs: [{ key: PLAN, value: gold }]\n" }
        try await RuleTenant.with(rule, edit: edit) { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid plan").json["id_token"]?.text)
            #expect(token.claims["plan"] == "gold PLAN")
        }
    }

    @Test("are their tenant's alone")
    func twoTenants() async throws {
        let other =
            """
            version: 1
            emulator: { name: other, domain: other.localhost, clock: { at: 2016-05-04T12:00:00Z, mode: frozen } }
            clients: [{ name: App, callbacks: ["https://app.example/cb"] }]
            databases: [{ name: Users }]
            users: [{ connection: Users, email: ada@example.com, password: Lovelace1815 }]

            """
        let seeds = [
            try RuleTenant.seed([.init("closed", "callback(new UnauthorizedError('closed'));")]),
            .text(other, name: "other.yaml"),
        ]
        try await Turnstile.emulators.pass {
            try await withUnderstudy(seeds, entropy: "test") { _, browser in
                #expect(try await browser.resourceOwner().status == 401)
                let order = #"{"kind":"id","client":"App","user":"ada@example.com"}"#
                let client = try await browser.post("https://other.localhost/_understudy/tokens", json: order)
                let id = try #require(client.json["token"]?.text?.claims["aud"]?.text, "\(client.text)")
                let answer = try await browser.post(
                    "https://other.localhost/oauth/ro",
                    form: [
                        "client_id": id, "connection": "Users", "username": "ada@example.com",
                        "password": "Lovelace1815", "scope": "openid",
                    ]
                )
                #expect(answer.status == 200, "\(answer.text)")
                let runs = try await browser.get("https://other.localhost/_understudy/rules/runs")
                #expect(runs.text == #"{"runs":[]}"#)
            }
        }
    }
}
