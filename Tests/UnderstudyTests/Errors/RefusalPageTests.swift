import TenantModel
import Testing
import UnderstudyTesting

/// What a person sees who opens an address in a browser, and what a program gets at the same address.
@Suite("A refusal", .tags(.endToEnd))
struct RefusalPageTests {
    /// As Chromium opens an address and posts a form.
    static let navigation: Fields = [
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none",
    ]

    struct Row: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        let status: Int
        let code: String
        /// Words of what to do.
        let advice: String
        var host: String?

        init(_ method: String, _ path: String, _ status: Int, _ code: String, _ advice: String, host: String? = nil) {
            (self.method, self.path, self.status, self.code, self.advice) = (method, path, status, code, advice)
            self.host = host
        }

        var testDescription: String { "\(status) \(method) \(host ?? "")\(path)" }

        func ask(_ browser: Browser, _ fields: Fields) async throws -> Exchange.Response {
            var fields = fields
            if let host { fields["Host"] = host }
            return try await browser.send(.init(method, try browser.url(browser.at(path)), fields: fields))
        }
    }

    static let rows = [
        Row("GET", "/", 421, "unknown_host", "aliases: [&quot;app.test&quot;]", host: "app.test:4443"),
        Row("GET", "/nothing", 404, "not_found", "The page / of this tenant"),
        Row("GET", "/_understudy/nothing", 404, "not_found", "control API"),
        Row("GET", "/oauth/token", 405, "method_not_allowed", "with POST"),
        Row("GET", "/delegation", 405, "method_not_allowed", "Programs call"),
        Row("GET", "/_understudy/reset", 405, "method_not_allowed", "with POST"),
        Row("GET", "/samlp/abc", 501, "not_emulated", "README"),
        Row("GET", "/userinfo", 401, "invalid_token", "Authorization: Bearer"),
        Row("GET", "/api/v2/logs", 401, "Unauthorized", "Bearer"),
        Row("GET", "/test", 400, "invalid_request", "", host: "localhost:port"),
    ]

    @Test("is a page for a person in a browser: what happened, and what to do", arguments: rows)
    func page(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await row.ask(browser, Self.navigation)
            #expect(answer.status == row.status)
            #expect(answer.fields["Content-Type"] == "text/html; charset=utf-8")
            #expect(answer.isErrorPage)
            #expect(answer.page.hasPrefix("\(row.status) \(row.code): "), "\(answer.page)")
            #expect(row.advice.isEmpty || answer.text.contains("id=\"error-hint\""))
            #expect(answer.text.contains(row.advice), "\(answer.text)")
            #expect(answer.fields["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            #expect(answer.fields["X-Frame-Options"] == "DENY")
        }
    }

    @Test(
        "is what it always was for a program",
        arguments: rows,
        [
            [:], ["Accept": "*/*"], ["Accept": "application/json"], ["Accept": "application/json, text/html"],
            ["Accept": "text/javascript, text/html, application/xml, text/xml, */*"],
            ["Accept": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"],
            ["Accept": "text/html;q=0, application/json"], ["Accept": "text/html; q=0.0, */*"],
            ["Accept": "text/html", "X-Requested-With": "XMLHttpRequest"],
            ["Accept": "text/html", "Sec-Fetch-Mode": "cors"],
        ] as [Fields]
    )
    func program(_ row: Row, _ fields: Fields) async throws {
        try await TestTenant.with { _, browser in
            let plain = try await row.ask(browser, [:])
            let answer = try await row.ask(browser, fields)
            #expect(answer.status == row.status)
            #expect(answer.body == plain.body)
            #expect(answer.fields["Content-Type"] == plain.fields["Content-Type"])
            #expect(answer.fields["Content-Type"]?.hasPrefix("text/html") != true)
        }
    }

    @Test("says in a page's headers what it says in a program's")
    func headers() async throws {
        try await TestTenant.with { _, browser in
            for path in ["/oauth/token", "/userinfo"] {
                let url = try browser.url(browser.at(path))
                let program = try await browser.send(.init("GET", url))
                let person = try await browser.send(.init("GET", url, fields: Self.navigation))
                for name in ["Allow", "WWW-Authenticate"] { #expect(person.fields[name] == program.fields[name]) }
            }
        }
    }

    @Test("of a logout names the list that the address belongs into")
    func logout() async throws {
        try await TestTenant.with { _, browser in
            let away = "returnTo=https%3A%2F%2Felsewhere.example%2F"
            let tenant = try await browser.get(browser.at("/v2/logout?\(away)"))
            #expect(tenant.isErrorPage && tenant.text.contains("This logout cannot go on"))
            #expect(tenant.text.contains("Add it to tenant.allowed_logout_urls in the seed"))
            let client = try await browser.get(browser.at("/v2/logout?client_id=\(TestClient.legacy.id)&\(away)"))
            #expect(client.text.contains("Add it to clients[..].allowed_logout_urls in the seed"))
            let nobody = try await browser.get(browser.at("/v2/logout?client_id=nobody&\(away)"))
            #expect(nobody.page == "400 invalid_request: Unknown client: nobody")
            #expect(nobody.text.contains("id=\"error-reason\"") && nobody.text.contains("id=\"error-hint\""))
        }
    }

    @Test("of a form that is too large is a page, too")
    func tooLarge() async throws {
        try await TestTenant.with { _, browser in
            var fields = Self.navigation
            fields["Origin"] = "https://tenant.localhost"
            let answer = try await browser.post(browser.at("/login"), body: "a=" + "x".times(2_100_000), fields: fields)
            #expect(answer.page == "413 payload_too_large: A request body may hold 2 MiB")
        }
    }
}
