import TenantModel
import Testing
import UnderstudyTesting

@Suite("A rotating refresh token", .tags(.endToEnd))
struct RotatingTokenTests {
    private static let settings =
        "refresh_token: { rotation_type: rotating, expiration_type: expiring, leeway: LEEWAY, token_lifetime: 1000, "
        + "idle_token_lifetime: 100 }"

    /// - Parameter more: further root keys of the seed.
    private func with<Result>(leeway: Int = 0, more: String = "", _ body: (Browser, String) async throws -> Result)
        async throws -> Result
    {
        let rotating: (String) -> String = { text in
            let settings = Self.settings.replacing("LEEWAY", with: String(leeway))
            return text.replacing("    app_type: native\n", with: "    app_type: native\n    \(settings)\n") + more
        }
        return try await DelegationTenant.with(edit: rotating) { _, browser in
            let login = try await browser.logIn(at: "Mobile", scope: "openid offline_access", device: "phone")
            return try await body(browser, try #require(login.json["refresh_token"]?.text))
        }
    }

    @Test("is replaced at each use, and the old one ends the family when it comes again", .tags(.golden))
    func reuse() async throws {
        try await with { browser, first in
            let answer = try await browser.refresh(first)
            #expect(
                answer.json.names == ["access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type"]
            )
            let second = try #require(answer.json["refresh_token"]?.text)
            let third = try #require(try await browser.refresh(second).json["refresh_token"]?.text)
            #expect(Set([first, second, third]).count == 3)
            #expect(try await browser.refresh(first).refusal == "403 invalid_grant: Unknown or invalid refresh token.")
            #expect(try await browser.refresh(third).status == 403, "its family has ended with it")
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200, "other families have not")
            let token = try await browser.managementToken("read:logs")
            #expect(try await browser.manage("/logs?q=type:ferrt", by: token).list.count == 1)
            try browser.transcript.matchesGolden("Token/rotation.http")
        }
    }

    @Test("used by 64 clients at once within its leeway gives each a pair of his own; then its parent is refused")
    func overlap() async throws {
        try await with(leeway: 10) { browser, first in
            let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<64 { group.addTask { try await browser.refresh(first).json["refresh_token"]?.text } }
                return try await group.reduce(into: Set<String>()) { if let token = $1 { $0.insert(token) } }
            }
            #expect(tokens.count == 64)
            let heir = try #require(tokens.sorted().first)
            #expect(try await browser.refresh(heir).status == 200)
            #expect(try await browser.refresh(first).status == 403)
        }
    }

    @Test("used by 64 clients at once without a leeway serves one, and ends", arguments: 0..<3)
    func race(_ round: Int) async throws {
        try await with { browser, first in
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 { group.addTask { try await browser.refresh(first).status } }
                return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(answers == [200: 1, 403: 63])
        }
    }

    @Test("is taken again until its leeway is over, to the second", arguments: [(9, 200), (10, 403)])
    func leeway(_ seconds: Int, _ status: Int) async throws {
        try await with(leeway: 10) { browser, first in
            _ = try await browser.refresh(first)
            try await browser.advance(seconds: seconds)
            #expect(try await browser.refresh(first).status == status)
        }
    }

    @Test("ends without a use, and after its time in all, to the second; the timeline says when")
    func lifetimes() async throws {
        try await with { browser, first in
            try await browser.advance(seconds: 99)
            var token = try #require(try await browser.refresh(first).json["refresh_token"]?.text)
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements ?? []
            let due = events.filter { $0.object?["kind"] == "refresh_token" }.map { $0.object?["at"] }
            #expect(Set(due) == ["2016-05-04T12:01:40.000Z", "2016-05-04T12:03:19.000Z"], "the seed's, too")
            for _ in 0..<9 {
                try await browser.advance(seconds: 99)
                token = try #require(try await browser.refresh(token).json["refresh_token"]?.text)
            }
            try await browser.advance(seconds: 9)
            let last = try #require(try await browser.refresh(token).json["refresh_token"]?.text)
            let fired = try await browser.advance("{\"by\":1}")["fired"]?.elements?.map { $0.object?["kind"] }
            #expect(fired?.contains("refresh_token") == true)
            #expect(try await browser.refresh(last).status == 403)
        }
        try await with { browser, first in
            try await browser.advance(seconds: 100)
            #expect(try await browser.refresh(first).status == 403)
        }
    }

    @Test("is used by a delegation, too: its idle time begins anew, and it is not replaced")
    func delegation() async throws {
        try await with { browser, first in
            let call = DelegationCall(by: "Mobile", ["refresh_token": first])
            for _ in 0..<10 {
                try await browser.advance(seconds: 99)
                #expect(try await browser.delegate(call).status == 200)
            }
            try await browser.advance(seconds: 10)
            #expect(try await browser.delegate(call).status == 403, "a thousand seconds in all")
        }
    }

    @Test("of the seed ends as its client's settings say, from its created_at on")
    func seeded() async throws {
        try await with { browser, _ in
            try await browser.advance(seconds: 99)
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200)
            try await browser.advance(seconds: 1)
            #expect(try await browser.refresh(DelegationTenant.tablet).status == 403)
        }
    }

    @Test("is what the clock can be moved past; one without an end is told so")
    func past() async throws {
        try await with { browser, first in
            let moved = try await browser.advance("{\"past\":\"\(first)\"}")
            #expect(moved["unix"] == .integer(TestTenant.noon + 100))
            #expect(try await browser.refresh(first).status == 403)
            let endless = try await browser.control(
                "POST",
                "/clock/advance",
                "{\"past\":\"example-refresh-token-of-ada-at-app-a\"}"
            )
            #expect(endless.json["error_description"]?.text?.contains("has no end") == true)
            let trail = try await browser.trail(of: first).json
            #expect(trail["lifetime"] == "refresh_token settings of the client, from its latest use on")
        }
    }

    @Test("is one row of its user's devices, and goes with its family")
    func device() async throws {
        try await with { browser, first in
            let second = try #require(try await browser.refresh(first).json["refresh_token"]?.text)
            let token = try await browser.managementToken("read:device_credentials delete:device_credentials")
            let rows = try await browser.manage("/device-credentials?type=rotating_refresh_token", by: token).list
            #expect(rows.map { $0["device_name"] } == ["phone"])
            #expect(try await browser.revoke(second).status == 200)
            #expect(try await browser.refresh(first).status == 403)
        }
    }

    @Test("makes new tokens, not new logins: rules see the time of the login that began it")
    func loginTime() async throws {
        let rule = """
            rules:
              - name: rule
                script: |
                  function (user, context, callback) {
                    console.log(context.authentication.methods[0].timestamp);
                    callback(null, user, context);
                  }

            """
        try await with(more: rule) { browser, first in
            var token = first
            for _ in 0..<2 {
                try await browser.advance(seconds: 50)
                token = try #require(try await browser.refresh(token).json["refresh_token"]?.text)
            }
            #expect(Set(try await browser.console()) == ["\(TestTenant.noon)000"])
        }
    }
}
