import TenantModel
import Testing
import UnderstudyTesting

/// RFC 6749 §5.2, RFC 6750 §3: wherever a refusal is told, its description has the characters of the standard.
@Suite("A refusal's description", .tags(.endToEnd))
struct ErrorDescriptionTests {
    private static let rule = SeededRule(
        "no",
        #"return callback(new UnauthorizedError('N\u00e3o: "voc\u00ea" \\ nunca\nmais'));"# + "\n"
    )
    private static let told = "N?o: 'voc?' / nunca mais"

    @Test("is safe in a redirect, a message and a body, whatever a rule said")
    func rule() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let redirected = try await browser.logIn(.legacy)
            #expect(redirected.redirectedRefusal == "unauthorized: \(Self.told)")
            let message = try await browser.logIn(.legacy, "token", with: ["response_mode": "web_message"])
            let response = try #require(HTMLForm.attribute("data-response", of: message.text))
            #expect(response.contains(#""error_description":"\#(Self.told)""#))
            #expect(try await browser.resourceOwner().refusal == "401 unauthorized: \(Self.told)")
        }
    }

    @Test(
        "is safe in a body, whatever a parameter said",
        arguments: ["guess\"\\\n", "caf\u{E9}", "\u{7}", "a\u{2028}b"]
    )
    func parameter(_ grant: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/oauth/token"), form: ["grant_type": grant])
            let description = try #require(answer.json["error_description"]?.text)
            #expect(description.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        }
    }

    @Test("is safe where nothing is served")
    func path() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at("/nothing\"x"))
            let description = try #require(answer.json["error_description"]?.text)
            #expect(description.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
    }
}
