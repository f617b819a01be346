import TenantModel
import Testing
import UnderstudyTesting

/// Authentication API §18.1; Management API §14.1.
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
}
