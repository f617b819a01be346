import Testing
import Understudy
import UnderstudyTesting

/// A redirect goes where the client's callbacks say, byte for byte.
@Suite("A redirect URI")
struct RedirectSafetyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let client: TestClient
        let uri: String

        init(_ id: String, _ client: TestClient, _ uri: String) { (self.id, self.client, self.uri) = (id, client, uri) }

        var testDescription: String { "\(id): \(uri)" }
    }

    static let foreign = [
        Row("RS-01", .legacy, "https://evil.example/cb"),
        Row("RS-01", .legacy, "https://raw.example/cb"),
        Row("RS-02", .legacy, "https://app.example/cb/x"),
        Row("RS-02", .legacy, "https://app.example/cbx"),
        Row("RS-02", .legacy, "https://app.example/c"),
        Row("RS-02", .legacy, "https://app.example"),
        Row("RS-04", .legacy, "https://app.example/cb?foo=baz"),
        Row("RS-04", .legacy, "https://app.example/cb?bar=1&foo=bar"),
        Row("RS-05", .legacy, "https://app.example/cb#frag"),
        Row("RS-05", .legacy, "https://app.example/cb#"),
        Row("RS-07", .legacy, "https://app.example/cb/"),
        Row("RS-07", .legacy, "https://app.example:443/cb"),
        Row("RS-07", .legacy, "https://app.example/./cb"),
        Row("RS-07", .legacy, "https://app.example/x/../cb"),
        Row("RS-07", .legacy, "https://app.example/%2e%2e/cb"),
        Row("RS-07", .legacy, "https://app.example/%252e/cb"),
        Row("RS-07", .legacy, "https://app.example/%63b"),
        Row("RS-07", .legacy, "HTTPS://app.example/cb"),
        Row("RS-07", .legacy, "http://app.example/cb"),
        Row("RS-08", .legacy, "https://app.example@evil.example/cb"),
        Row("RS-08", .legacy, "https://app.example:x@evil.example/cb"),
        Row("RS-08", .legacy, "https://evil.example\\@app.example/cb"),
        Row("RS-10", .legacy, "https://\u{430}pp.example/cb"),
        Row("RS-10", .legacy, "https://xn--pp-7kc.example/cb"),
        Row("RS-10", .legacy, "https://app.example./cb"),
        Row("RS-11", .legacy, "javascript:alert(1)"),
        Row("RS-11", .legacy, "data:text/html,x"),
        Row("RS-11", .legacy, "vbscript:x"),
        Row("RS-11", .legacy, "file:///etc/passwd"),
        Row("RS-11", .legacy, "blob:https://app.example/x"),
        Row("RS-13", .native, "http://127.0.0.1:53123/other"),
        Row("RS-13", .native, "http://localhost:53123/cb"),
        Row("RS-13", .native, "http://127.0.0.1.evil.test:53123/cb"),
        Row("RS-13", .native, "http://[::1]:9/cb"),
        Row("RS-13", .native, "http://127.0.0.1:53123x/cb"),
        Row("RS-13", .native, "http://127.0.0.1:0/cb"),
        Row("RS-13", .native, "http://127.0.0.1:99999/cb"),
        Row("RS-13", .native, "https://127.0.0.1:53123/cb"),
        Row("RS-14", .wildcard, "https://a.b.app.example/cb"),
        Row("RS-14", .wildcard, "https://app.example/cb"),
        Row("RS-14", .wildcard, "https://.app.example/cb"),
        Row("RS-14", .wildcard, "https://evil.test/.app.example/cb"),
        Row("RS-14", .wildcard, "https://a.app.example.evil.test/cb"),
        Row("RS-14", .wildcard, "https://evil.test%2f.app.example/cb"),
        Row("RS-14", .wildcard, "https://*.app.example/cb/x"),
    ]

    @Test("that is not registered gets a page, and no code is made", arguments: foreign)
    func refused(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.authorize([
                    "client_id": row.client.id, "response_type": "code", "redirect_uri": row.uri,
                ])
            }
            #expect(answer.isErrorPage)
            #expect(
                answer.page
                    == "403 unauthorized_client: Callback URL mismatch. The provided redirect_uri is not in the "
                    + "list of allowed callback URLs."
            )
        }
    }

    static let own = [
        Row("RS-04", .legacy, "https://app.example/cb?foo=bar"),
        Row("RS-13", .native, "http://127.0.0.1:53123/cb"),
        Row("RS-13", .native, "http://127.0.0.1/cb"),
        Row("a scheme of its own", .native, "com.example.native:/cb"),
        Row("RS-14", .wildcard, "https://a.app.example/cb"),
        Row("the tenant's own page", .legacy, "https://tenant.localhost/mobile"),
        Row("the tenant's own page", .legacy, "https://tenant.localhost/login/callback"),
    ]

    @Test("that is registered is where the code goes, its own query kept", arguments: own)
    func taken(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize([
                "client_id": row.client.id, "response_type": "code", "redirect_uri": row.uri, "state": "s",
            ])
            let answer = try await browser.submit(try await browser.open(begun))
            let location = try #require(answer.fields["Location"])
            #expect(location.hasPrefix(row.uri + (row.uri.contains("?") ? "&" : "?") + "code="))
            #expect(location.hasSuffix("&state=s"))
        }
    }

    @Test("that is left out is the client's first callback")
    func firstCallback() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(["client_id": TestClient.legacy.id, "response_type": "code"])
            let answer = try await browser.submit(try await browser.open(begun))
            #expect(answer.fields["Location"]?.hasPrefix("https://app.example/cb?code=") == true)
        }
    }

    @Test(
        "a seed may not register what could never be sent to",
        arguments: ["https://a.example/#x", "javascript:x"]
    )
    func seeds(_ uri: String) async throws {
        let text = "version: 1\nclients:\n  - { name: App, callbacks: [\"\(uri)\"] }\n"
        await #expect(throws: (any Error).self) { try await withUnderstudy(.text(text, name: "seed.yaml")) { _, _ in } }
    }
}
