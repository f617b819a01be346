import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// On either store, what may happen only once happens only once, even with many clients at the same time.
@Suite("Races", .tags(.endToEnd), .serialized)
struct RaceTests {
    private func refreshToken(_ browser: Browser) async throws -> String {
        let login = FormCoding.encode([
            "client_id": TestClient.legacy.id, "connection": Person.database, "grant_type": "password",
            "username": Person.ada.name, "password": Person.ada.password, "scope": "openid offline_access",
            "device": "phone",
        ])
        let answer = try await browser.post(browser.at("/oauth/ro"), body: login)
        return try #require(answer.json["refresh_token"]?.text, "\(answer.refusal)")
    }

    private func tally(_ answers: [Exchange.Response]) -> [String: Int] {
        answers.reduce(into: [:]) { $0[$1.status == 200 ? "200" : $1.refusal, default: 0] += 1 }
    }

    @Test("of 64 who present one code, one is served", arguments: KeptStore.allCases)
    func code(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            for _ in 0..<KeptStore.rounds {
                let code = try await browser.code(for: .legacy, with: ["prompt": "login"])
                let answers = try await together(64) { _ in try await browser.redeem(code, by: .legacy) }
                #expect(tally(answers) == ["200": 1, "403 invalid_grant: Invalid authorization code": 63])
            }
        }
    }

    @Test("also where a rule holds each of them up", arguments: KeptStore.allCases)
    func codeWithRule(_ store: KeptStore) async throws {
        let slow = SeededRule("slow", "setTimeout(function () { callback(null, user, context); }, 20);")
        try await store.with(try RuleTenant.seed([slow])) { _, browser in
            for _ in 0..<KeptStore.rounds {
                let code = try await browser.code(for: .legacy, with: ["prompt": "login"])
                let answers = try await together(64) { _ in try await browser.redeem(code, by: .legacy) }
                #expect(tally(answers) == ["200": 1, "403 invalid_grant: Invalid authorization code": 63])
            }
        }
    }

    @Test("100 logins at once are counted as 100", arguments: KeptStore.allCases)
    func counting(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            let answers = try await together(100) { _ in try await browser.resourceOwner() }
            #expect(tally(answers) == ["200": 100])
            #expect(Set(answers.compactMap { $0.json["access_token"]?.text }).count == 100)
            let export = try await emulator.tenant.export()
            let ada = try #require(export.firstRange(of: "email: ada@example.com"))
            #expect(export[ada.upperBound...].prefix(2000).contains("logins_count: 100\n"))
        }
    }

    @Test("16 who read the keys first read the same bytes", arguments: KeptStore.allCases)
    func keys(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            let answers = try await together(16) { _ in try await browser.get(browser.at("/.well-known/jwks.json")) }
            #expect(Set(answers.map(\.body)).count == 1)
        }
    }

    @Test("of 32 who make one tenant, one does", arguments: KeptStore.allCases)
    func tenants(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            for round in 0..<KeptStore.rounds {
                let statuses = try await together(32) { _ in
                    try await browser.control("POST", "/tenants", "{\"name\":\"t\(round)\"}").status
                }
                #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 31))
                #expect(emulator.tenants.count == 2 + round)
            }
        }
    }

    /// Digests of the two orders are not compared, because a running request may stand between them.
    @Test(
        "a reset and a move of the clock at once leave a time that one after the other leaves",
        arguments: KeptStore.allCases
    )
    func controls(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            for _ in 0..<KeptStore.rounds * 4 {
                _ = try await browser.resourceOwner()
                _ = try await together(2) { index in
                    index == 0
                        ? try await browser.control("POST", "/reset")
                        : try await browser.control("POST", "/clock/advance", "{\"by\":60}")
                }
                let now = try await browser.control("GET", "/clock").json["now"]
                #expect(now == "2016-05-04T12:00:00.000Z" || now == "2016-05-04T12:01:00.000Z")
                _ = try await browser.control("POST", "/reset")
            }
        }
    }

    @Test(
        "no refresh token is given twice by logins under way while the tenant is reset",
        arguments: KeptStore.allCases
    )
    func idsAcrossReset(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            for _ in 0..<KeptStore.rounds {
                let reset = try await browser.control("POST", "/reset")
                #expect(reset.status == 200)
                async let logins = together(24) { _ in try await refreshToken(browser) }
                async let second = browser.control("POST", "/reset")
                _ = try await (logins, second)
                let after = try await together(24) { _ in try await refreshToken(browser) }
                #expect(Set(after).count == 24)
                let listed = try await browser.manage(
                    "/device-credentials?user_id=\(Person.adaID)",
                    by: try await browser.mint([
                        "kind": "management", "client": "Legacy", "scope": "read:device_credentials",
                    ])
                )
                // What a login of before the reset left behind would stand beside these, or in the place of one.
                #expect(Set(listed.list.compactMap { $0["id"]?.text }).count >= 24)
            }
        }
    }

    @Test("an export while 16 others write is of one instant", arguments: KeptStore.allCases)
    func export(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            try await withThrowingTaskGroup(of: Void.self) { writers in
                for _ in 0..<16 {
                    writers.addTask {
                        while !Task.isCancelled { _ = try await browser.resourceOwner(scope: "openid offline_access") }
                    }
                }
                for round in 0..<KeptStore.rounds {
                    let text = try await emulator.tenant.export()
                    let name = "export-\(round)"
                    let twin = try await emulator.makeTenant(
                        named: name,
                        seed: .text(text.replacing("  domain: tenant.localhost\n", with: ""), name: "export.yaml")
                    )
                    let again = try await twin.export()
                    // A login is counted, then its tokens are made: of those under way, 16 at most may lack theirs.
                    let counted = again.firstMatch(of: #/logins_count: (\d+)/#).flatMap { Int($0.1) } ?? 0
                    let tokens = again.ranges(of: "pipeline: legacy").count
                    #expect((tokens...tokens + 16).contains(counted), "\(counted) logins, \(tokens) tokens")
                    try await emulator.removeTenant(named: name)
                }
                writers.cancelAll()
            }
        }
    }
}
