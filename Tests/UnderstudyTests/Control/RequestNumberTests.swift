import Testing
import UnderstudyTesting

@Suite("The numbers of requests", .tags(.endToEnd))
struct RequestNumberTests {
    private func number(_ browser: Browser) async throws -> String? {
        try await browser.get(browser.at("/testall")).fields["X-Auth0-RequestId"]
    }

    @Test("are the tenant's: a stranger at the door moves none, and a reset begins again")
    func numbers() async throws {
        try await TestTenant.with { _, browser in
            #expect(try await number(browser) == String(repeating: "0", count: 19) + "1")
            let stranger = "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
            #expect(try await browser.send(raw: Array(stranger.utf8)).text.hasPrefix("HTTP/1.1 421 "))
            #expect(try await number(browser) == String(repeating: "0", count: 19) + "2")
            _ = try await browser.control("POST", "/reset")
            #expect(try await number(browser) == String(repeating: "0", count: 19) + "1")
        }
    }

    @Test(
        "a body that is not HTTP is refused and the connection closed",
        arguments: ["-1\r\n", "0\n\n", "0 \r\n"]
    )
    func malformedChunk(_ chunk: String) async throws {
        try await TestTenant.with { _, browser in
            let head = "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            let answer = try await browser.send(raw: Array((head + chunk).utf8))
            #expect(answer.text.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.isClosed)
        }
    }
}
