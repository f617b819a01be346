import Testing
import UnderstudyTesting

@Suite("An answer by message")
struct MessageTargetTests {
    @Test(
        "goes to the origin of the registered redirect URI only, and nowhere where that has none",
        arguments: [
            (TestClient.legacy, "https://app.example/cb", "https://app.example"),
            (.native, "http://127.0.0.1:53123/cb", "http://127.0.0.1:53123"), (.native, "com.example.native:/cb", nil),
        ] as [(TestClient, String, String?)]
    )
    func target(_ client: TestClient, _ redirectURI: String, _ origin: String?) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(
                browser.at(
                    "/authorize?client_id=\(client.id)&response_type=token&response_mode=web_message&prompt=none&"
                        + FormCoding.encode(["redirect_uri": redirectURI])
                ),
                fields: ["Origin": "https://evil.example", "Referer": "https://evil.example/"]
            )
            #expect(answer.status == 200)
            #expect(HTMLForm.attribute("data-target-origin", of: answer.text) == origin)
            #expect((HTMLForm.attribute("data-response", of: answer.text) != nil) == (origin != nil))
            #expect(!answer.text.contains("data-target-origin=\"*\""))
            #expect(!answer.text.contains("evil.example"))
        }
    }

    @Test(
        "may be framed by the client's own origins, and by nobody else",
        arguments: [
            (TestClient.legacy, "https://app.example/cb", "https://app.example"),
            (.wildcard, "https://b.app.example/cb", "https://*.app.example https://b.app.example"),
            (.native, "com.example.native:/cb", "http://127.0.0.1"),
        ]
    )
    func framers(_ client: TestClient, _ redirectURI: String, _ origins: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(
                browser.at(
                    "/authorize?client_id=\(client.id)&response_type=token&response_mode=web_message&prompt=none&"
                        + FormCoding.encode(["redirect_uri": redirectURI])
                )
            )
            let policy = try #require(answer.fields["Content-Security-Policy"])
            #expect(policy.hasSuffix("; frame-ancestors \(origins)"))
            #expect(answer.fields["X-Frame-Options"] == nil)
        }
    }

    @Test("goes through a relay of the client's own, and to nobody else's", arguments: [true, false])
    func relay(_ isOwn: Bool) async throws {
        try await TestTenant.with { _, browser in
            let uri = isOwn ? "https://app.example/relay" : "https://evil.example/relay"
            let answer = try await browser.authorize(
                .legacy,
                "token",
                with: [
                    "response_mode": "web_message", "prompt": "none", "web_message_uri": uri,
                    "web_message_target": "frame",
                ]
            )
            #expect(answer.status == (isOwn ? 200 : 400))
            #expect(answer.text.contains("https://app.example/relay") == isOwn)
        }
    }

    @Test("R10: to a popup needs no redirect URI, and is text that WinChan reads, also of a refusal")
    func popup() async throws {
        try await TestTenant.with { _, browser in
            let refused = try await browser.get(
                browser.at(
                    "/authorize?client_id=\(TestClient.legacy.id)&response_type=token&owp=true&prompt=none&state=s"
                )
            )
            #expect(
                HTMLForm.attribute("data-message", of: refused.text)
                    == #"{"a":"response","d":{"err":{"status":401,"details":{"error":"login_required","#
                    + #""error_description":"Login required","state":"s"}},"error":"login_required","status":401}}"#
            )
            #expect(HTMLForm.attribute("data-origins", of: refused.text) == #"["https://app.example"]"#)
            #expect(refused.fields["Cross-Origin-Opener-Policy"] == nil, "R15")
        }
    }
}
