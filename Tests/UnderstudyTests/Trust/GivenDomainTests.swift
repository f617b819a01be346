import Testing
import Understudy
import UnderstudyTesting

@Suite("A domain given by the test", .tags(.endToEnd))
struct GivenDomainTests {
    @Test("is in the certificate and in the issuer, whatever the port")
    func certificate() async throws {
        try await withUnderstudy(.quickstart, domain: "tenant.example") { emulator, browser in
            let answer = try await browser.get("https://tenant.example/.well-known/openid-configuration")
            #expect(answer.status == 200)
            #expect(answer.text.contains("\"issuer\":\"https://tenant.example/\""))
            #expect(emulator.tenant.issuer == "https://tenant.example/")
        }
    }
}
