import TenantModel
import Testing
import UnderstudyTesting

/// A code is good once, for whom it was made.
@Suite("An authorization code")
struct OneTimeCodeTests {
    private func status(_ position: TestTenant.Position) -> Int { position == .tenant ? 403 : 400 }

    @Test(
        "presented again, at once or later, is refused",
        arguments: TestTenant.Position.allCases,
        [0, 30]
    )
    func again(_ position: TestTenant.Position, _ seconds: Int) async throws {
        try await TestTenant.with(position) { _, browser in
            let code = try await browser.code(for: .legacy)
            let first = try await browser.redeem(code, by: .legacy)
            #expect(first.status == 200)
            try await browser.advance(seconds: seconds)
            let second = try await browser.expectNoChange { try await browser.redeem(code, by: .legacy) }
            #expect(second.refusal == "\(status(position)) invalid_grant: Invalid authorization code")
        }
    }

    @Test("in the tenant's position a replay leaves the first tokens alone (disagreement 4)")
    func tokensStay() async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let token = try #require(try await browser.redeem(code, by: .legacy).json["access_token"]?.text)
            _ = try await browser.redeem(code, by: .legacy)
            #expect(try await browser.userInfo(token).status == 200)
        }
    }

    @Test("of another client is refused, and stays good for its own")
    func otherClient() async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let thief = try await browser.expectNoChange {
                try await browser.redeem(code, by: .asymmetric, redirectURI: TestClient.legacy.callback)
            }
            #expect(thief.refusal == "403 invalid_grant: Invalid authorization code")
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
        }
    }

    @Test(
        "needs the redirect URI it was asked with",
        arguments: TestTenant.Position.allCases,
        [nil, "https://app.example/cb?foo=bar", "https://evil.example/"]
    )
    func redirectURI(_ position: TestTenant.Position, _ sent: String?) async throws {
        try await TestTenant.with(position) { _, browser in
            let code = try await browser.code(for: .legacy)
            let answer = try await browser.redeem(code, by: .legacy, redirectURI: sent ?? "")
            let error = position == .tenant ? "403 unauthorized_client" : "400 invalid_grant"
            #expect(
                answer.refusal == "\(error): The redirect URI is wrong. You sent \(sent ?? "null"), and we expected "
                    + "https://app.example/cb"
            )
        }
    }

    @Test("lives for ten minutes, to the second", arguments: [(599, true), (600, false), (601, false)])
    func lifetime(_ seconds: Int, _ isAlive: Bool) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            try await browser.advance(seconds: seconds)
            let answer = try await browser.redeem(code, by: .legacy)
            #expect((answer.status == 200) == isAlive)
            if !isAlive { #expect(answer.refusal == "403 invalid_grant: Invalid authorization code") }
        }
    }

    @Test(
        "that nobody issued is refused",
        arguments: TestTenant.Position.allCases,
        ["bm9uY2U6YWRh", "x".times(10_240), "' OR 1=1 --", "0000000000000000", "\u{0}"]
    )
    func handMade(_ position: TestTenant.Position, _ code: String) async throws {
        try await TestTenant.with(position) { _, browser in
            let answer = try await browser.expectNoChange { try await browser.redeem(code, by: .legacy) }
            #expect(answer.refusal == "\(status(position)) invalid_grant: Invalid authorization code")
        }
    }

    @Test("that is empty is missing")
    func empty() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.redeem("", by: .legacy)
            #expect(answer.refusal == "400 invalid_request: Missing required parameter: code")
        }
    }

    @Test("presented by 64 clients at once is redeemed once", arguments: 0..<5)
    func race(_ round: Int) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        let answer = try await browser.redeem(code, by: .legacy)
                        return answer.status == 200 ? "200" : answer.refusal
                    }
                }
                return try await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(answers == ["200": 1, "403 invalid_grant: Invalid authorization code": 63])
        }
    }
}
