import TenantModel
import Testing
import UnderstudyTesting

@Suite("Delegation and refresh in time", .tags(.endToEnd))
struct DelegationTimeTests {
    @Test(
        "an id_token is taken until the second before exp, and not at it",
        arguments: [(-1, true), (0, false), (1, false)]
    )
    func expiry(_ offset: Int, _ isTaken: Bool) async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            try await browser.advance(seconds: 36000 + offset)
            let answer = try await browser.delegate(call)
            #expect((answer.status == 200) == isTaken)
            if !isTaken { #expect(answer.refusal == "400 invalid_grant: jwt expired") }
        }
    }

    @Test("a clock that moves past a delegated token reaches the first second at which it is refused")
    func past() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try #require(try await browser.delegate(to: "ApiC").json["id_token"]?.text)
            let moved = try await browser.advance("{\"past\":\"\(token)\"}")
            #expect(moved["unix"] == .integer(TestTenant.noon + 600))
            #expect(moved["fired"]?.elements?.first?.object?["kind"] == "id_token")
        }
    }

    @Test("a refresh token has no end: a day, ten years and a thousand uses later it is good")
    func noEnd() async throws {
        try await DelegationTenant.with { _, browser in
            for seconds in [86_400, 315_360_000] {
                try await browser.advance(seconds: seconds)
                #expect(try await browser.refresh(DelegationTenant.phone).status == 200)
            }
            var answers: Set<String> = []
            for _ in 0..<1000 {
                let answer = try await browser.refresh(DelegationTenant.phone)
                try #require(answer.status == 200)
                answers.insert(answer.json["access_token"]?.text ?? "")
            }
            #expect(answers.count == 1000)
            #expect(try await browser.revoke(DelegationTenant.phone).status == 200)
            let after = try await browser.refresh(DelegationTenant.phone)
            #expect(after.refusal == "403 invalid_grant: Unknown or invalid refresh token.")
        }
    }

    @Test("a clock in 2031 issues for 2031")
    func otherYears() async throws {
        try await DelegationTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", #"{"now":"2031-01-01T00:00:00Z"}"#)
            let token = try #require(try await browser.delegate(to: "ApiC").json["id_token"]?.text)
            #expect(token.claims["iat"] == 1_924_992_000)
            #expect(token.claims["exp"] == 1_924_992_600)
        }
    }

    @Test("a clock set back takes what was issued later, and answers no negative lifetime")
    func back() async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T11:00:00Z"}"#)
            let answer = try await browser.delegate(call)
            #expect(answer.json["expires_in"] == 600)
            #expect(try await browser.refresh(DelegationTenant.phone).json["expires_in"] == 86_400)
        }
    }

    @Test("a year forward and back loses no refresh token, and revives no revoked one")
    func yearAndBack() async throws {
        try await DelegationTenant.with { _, browser in
            _ = try await browser.revoke(DelegationTenant.tablet)
            try await browser.advance(seconds: 31_536_000)
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T12:00:00Z"}"#)
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200)
            #expect(try await browser.refresh(DelegationTenant.tablet).status == 403)
        }
    }
}
