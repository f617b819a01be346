import TenantModel
import Testing
import UnderstudyTesting

/// Rules that take their time, or leave something behind, while others log in.
@Suite("Many logins with rules", .tags(.endToEnd))
struct ManyLoginsTests {
    @Test("never mix their people, and each counts")
    func parallel() async throws {
        let rule = SeededRule(
            "slow",
            """
            var email = user.email;
            setTimeout(function () {
              user.seen = [email, context.request.body.username, context.stats.loginsCount];
              callback(null, user, context);
            }, 5);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let people = [Person.ada, Person.grace]
            let seen = try await withThrowingTaskGroup { group in
                for number in 0..<16 {
                    let (name, password) = people[number % 2]
                    group.addTask {
                        let answer = try await browser.resourceOwner(
                            scope: "openid email seen",
                            name: name,
                            password: password
                        )
                        return (name, answer.json["id_token"]?.text?.claims ?? [:])
                    }
                }
                return try await group.reduce(into: [(name: String, claims: JSONObject)]()) { $0.append($1) }
            }
            for (name, claims) in seen {
                #expect(claims["email"] == .string(name))
                #expect(claims["seen"]?.elements?.prefix(2) == [.string(name), .string(name)])
            }
            let counts = seen.compactMap { $0.claims["seen"]?.elements?.last?.integer }
            #expect(counts.sorted() == (1...8).flatMap { [$0, $0] }, "each login is one, and no two are the same")
            #expect(try await browser.runs().count == 16)
        }
    }

    @Test("one after the other, do not wait for what is long over")
    func oneAfterTheOther() async throws {
        let rule = SeededRule("timer", "setTimeout(function () { callback(null, user, context); }, 1);")
        try await RuleTenant.with(rule) { _, browser async throws in
            let start = ContinuousClock.now
            for _ in 0..<5 { #expect(try await browser.resourceOwner().status == 200) }
            #expect(ContinuousClock.now - start < .seconds(10), "a run's deadline is 20 s; none was met")
        }
    }

    @Test("keep what their rules did not wait for, in the order in which it was asked")
    func unawaited() async throws {
        let rule = SeededRule(
            "hasty",
            """
            [1, 2, 3].forEach(function (step) { auth0.users.updateAppMetadata(user.user_id, { step: step }); });
            auth0.users.updateUserMetadata(user.user_id, { count: context.stats.loginsCount });
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            for login in 1...5 {
                let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
                let stored = try await browser.tokenInfo(token).json
                #expect(stored["app_metadata"] == ["plan": "gold", "step": 3])
                #expect(stored["user_metadata"] == ["language": "en", "count": .integer(login)])
            }
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { () async throws in
                        for _ in 0..<5 { #expect(try await browser.resourceOwner().status == 200) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await browser.runs().allSatisfy { $0["result"] == "proceeded" })
        }
    }
}
