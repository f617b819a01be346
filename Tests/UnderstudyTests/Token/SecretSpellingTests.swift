import TenantModel
import Testing
import UnderstudyTesting

@Suite("A secret has one spelling", .tags(.endToEnd))
struct SecretSpellingTests {
    /// U+212A KELVIN SIGN, which Swift's `==` takes for the letter K.
    private let kelvin = "\u{212A}"

    @Test("an access token or code with a look-alike letter is unknown")
    func lookAlikes() async throws {
        try await TestTenant.with { _, browser in
            var token = ""
            while !token.contains("K") {
                token = try await browser.mint(["kind": "access", "client": "Legacy", "user": "ada@example.com"])
            }
            let twin = token.replacing("K", with: kelvin)
            #expect(try await browser.post(browser.at("/userinfo"), form: ["access_token": token]).status == 200)
            #expect(try await browser.post(browser.at("/userinfo"), form: ["access_token": twin]).status == 401)

            var code = ""
            while !code.contains("K") { code = try await browser.code(for: .legacy) }
            let refused = try await browser.redeem(code.replacing("K", with: kelvin), by: .legacy)
            #expect(refused.status == 403)
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
        }
    }
}
