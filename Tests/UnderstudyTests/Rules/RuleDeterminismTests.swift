import TenantModel
import Testing
import UnderstudyTesting

@Suite("A login with rules, made again", .tags(.endToEnd))
struct RuleDeterminismTests {
    private static let chance = SeededRule.passing(
        "chance",
        """
        var crypto = require('crypto');
        user.chance = [Math.random(), crypto.randomBytes(8).toString('hex'), Date.now(), new Date().toISOString()];
        user.order = Object.keys(user).concat(Object.keys(context));
        global.count = (global.count || 0) + 1;
        user.count = global.count;
        user.token = auth0.accessToken;
        """
    )

    private func journey(_ browser: Browser) async throws {
        _ = try await browser.resourceOwner(scope: "openid profile")
        try await browser.advance(seconds: 61)
        _ = try await browser.logIn(.legacy, "token", scope: "openid profile")
        _ = try await browser.authorize(.conformant, "id_token", with: ["prompt": "none", "nonce": "n"])
        _ = try await browser.control("GET", "/rules/runs")
    }

    @Test("gives the same bytes in another emulator")
    func twoEmulators() async throws {
        var transcripts: [String] = []
        var digests: [String] = []
        for _ in 0..<2 {
            try await RuleTenant.with(Self.chance) { _, browser in
                try await journey(browser)
                transcripts.append(browser.transcript.withoutDurations.description)
                digests.append(try await browser.digest())
            }
        }
        #expect(transcripts[0] == transcripts[1])
        #expect(digests[0] == digests[1])
    }

    @Test("gives the same bytes after a reset, what rules kept in global forgotten")
    func reset() async throws {
        try await RuleTenant.with(Self.chance) { _, browser in
            let first = try await browser.resourceOwner(scope: "openid profile")
            #expect(try #require(first.json["id_token"]?.text).claims["count"] == 1)
            _ = try await browser.resourceOwner()
            _ = try await browser.control("POST", "/reset")
            #expect(try await browser.resourceOwner(scope: "openid profile").body == first.body)
        }
    }

    @Test("is not the login before: every run has chance of its own, and the tenant's time")
    func eachRun() async throws {
        try await RuleTenant.with(Self.chance) { _, browser in
            var chances: [[JSONValue]] = []
            for _ in 0..<3 {
                let token = try #require(try await browser.resourceOwner(scope: "openid chance").json["id_token"]?.text)
                chances.append(try #require(token.claims["chance"]?.elements))
                try await browser.advance(seconds: 1)
            }
            #expect(Set(chances.map { $0[0] }).count == 3)
            #expect(Set(chances.map { $0[1] }).count == 3)
            #expect(chances.map { $0[2] } == (0..<3).map { .integer((TestTenant.noon + $0) * 1000) })
            #expect(chances.map { $0[3] } == (0..<3).map { .string("2016-05-04T12:00:0\($0).000Z") })
        }
    }

    @Test("disturbs no other stream: a tenant's tokens are the same with rules and without")
    func otherStreams() async throws {
        var answers: [JSONObject] = []
        func journey(_ browser: Browser) async throws {
            answers.append(try await browser.resourceOwner().json)
            answers.append(try await browser.resourceOwner(.asymmetric).json)
        }
        try await TestTenant.with { _, browser in try await journey(browser) }
        try await RuleTenant.with(.passing("nothing", "Math.random();")) { _, browser in try await journey(browser) }
        #expect(Array(answers[..<2]) == Array(answers[2...]))
    }
}
