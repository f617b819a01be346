import TenantModel
import Testing
import UnderstudyTesting

@Suite("With rate_limits, /delegation", .tags(.endToEnd))
struct DelegationLimitTests {
    private func limited(_ text: String) -> String {
        text.replacing("  strict: false", with: "  rate_limits: true\n  strict: false")
    }

    @Test("answers ten calls a minute for one address and user, by the tenant's own clock")
    func window() async throws {
        try await DelegationTenant.with(edit: limited) { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            for remaining in (0...9).reversed() {
                let answer = try await browser.delegate(call)
                #expect(answer.status == 200)
                #expect(answer.fields["X-RateLimit-Limit"] == "10")
                #expect(answer.fields["X-RateLimit-Remaining"] == String(remaining))
                #expect(answer.fields["X-RateLimit-Reset"] == String(TestTenant.noon + 60))
            }
            let refused = try await browser.delegate(call)
            #expect(refused.status == 429)
            #expect(refused.json["error"] == "too_many_requests")
            #expect(refused.fields["Retry-After"] == "60")
            let other = DelegationCall(["id_token": try await browser.idToken(user: Person.grace)]).to("ApiC")
            #expect(try await browser.delegate(other).status == 200, "another user has calls of his own")
            try await browser.advance(seconds: 59)
            #expect(try await browser.delegate(call).fields["Retry-After"] == "1")
            try await browser.advance(seconds: 1)
            #expect(try await browser.delegate(call).status == 200)
        }
    }

    @Test("shuts nobody out for ever when the clock goes back")
    func back() async throws {
        try await DelegationTenant.with(edit: limited) { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            for _ in 0..<11 { _ = try await browser.delegate(call) }
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T11:00:00Z"}"#)
            #expect(try await browser.delegate(call).status == 200)
        }
    }

    @Test("without it answers without end, and says nothing of limits")
    func unlimited() async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            for _ in 0..<20 {
                let answer = try await browser.delegate(call)
                #expect(answer.status == 200)
                #expect(answer.fields["X-RateLimit-Limit"] == nil)
            }
        }
    }
}
