import TenantModel
import Testing
import UnderstudyTesting

@Suite("The hosted login", .tags(.endToEnd))
struct HostedLoginTests {
    @Test("refuses a wrong password in place, takes the right one, and sends the person on", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.legacy, scope: "openid email", with: ["state": "client-state"])
            let page = try await browser.open(begun)
            let refused = try await browser.submit(page, password: "wrong")
            #expect(refused.status == 401)
            #expect(refused.text.contains("Wrong email or password."))
            let answer = try await browser.submit(refused)
            #expect(answer.status == 303)
            let code = try #require(answer.location?.query("code"))
            let tokens = try await browser.redeem(code, by: .legacy)
            let access = try #require(tokens.json["access_token"]?.text)
            _ = try await browser.userInfo(access)
            _ = try await browser.tokenInfo(try #require(tokens.json["id_token"]?.text))
            try browser.transcript.matchesGolden("Login/hosted-login.http")
        }
    }

    @Test("sends its address what /authorize was given, but the server's own state")
    func address() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(
                .legacy,
                with: ["state": "client-state", "nonce": "n", "auth0Client": "e30", "login_hint": "ada"]
            )
            let place = try #require(begun.location)
            #expect(place.target.hasPrefix("/login?client=\(TestClient.legacy.id)&protocol=oauth2&state="))
            #expect(place.query("state") != "client-state")
            #expect(place.query("redirect_uri") == TestClient.legacy.callback)
            #expect(place.query("nonce") == "n")
            #expect(place.query("client_id") == nil)
            #expect(place.query("auth0Client") == nil)
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let name: String
        let password: String
        let said: String
    }

    static let refusals = [
        Row(
            testDescription: "a wrong password",
            name: "ada@example.com",
            password: "x",
            said: "Wrong email or password."
        ),
        Row(
            testDescription: "an unknown name",
            name: "nobody@example.com",
            password: "x",
            said: "Wrong email or password."
        ),
        Row(testDescription: "nothing at all", name: "", password: "", said: "Wrong email or password."),
        Row(
            testDescription: "a name with a zero byte",
            name: "a@example.com\u{0}b",
            password: "Nul1815",
            said: "Wrong email or password."
        ),
        Row(
            testDescription: "a password with a zero byte",
            name: "grace@example.com",
            password: "Hopper1906\u{0}x",
            said: "Wrong email or password."
        ),
        Row(
            testDescription: "a blocked user with a wrong password",
            name: "blocked@example.com",
            password: "x",
            said: "Wrong email or password."
        ),
        Row(
            testDescription: "a blocked user",
            name: "blocked@example.com",
            password: "Blocked1815",
            said: "user is blocked"
        ),
        Row(
            testDescription: "somebody of another database",
            name: "kath",
            password: "Johnson1918",
            said: "Wrong email or password."
        ),
    ]

    @Test("refuses in place, and the login can go on", arguments: refusals)
    func refusal(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let refused = try await browser.expectNoChange {
                try await browser.submit(page, name: row.name, password: row.password)
            }
            #expect(refused.status == 401)
            #expect(refused.text.contains("role=\"alert\">\(row.said)</p>"))
            #expect(refused.cookies.isEmpty)
            #expect(try await browser.submit(refused).location?.query("code") != nil)
        }
    }

    static let people = [
        (Person.grace.name, Person.grace.password), ("ADA@Example.COM", Person.ada.password),
        ("o'neil+b@example.com", "&=#%+ \"<>'é😀"),
    ]

    @Test("takes bcrypt hashes, names in any case, and every character of a password", arguments: people)
    func taken(_ name: String, _ password: String) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let answer = try await browser.submit(page, name: name, password: password)
            #expect(answer.location?.query("code") != nil)
        }
    }

    @Test("of a connection asks that connection's people", arguments: ["kath", "kath@example.com"])
    func connection(_ name: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(
                .legacy,
                "token",
                scope: "openid username",
                with: ["connection": "Staff"]
            )
            let page = try await browser.open(begun)
            #expect(page.text.contains("Email or username"))
            let answer = try await browser.submit(page, name: name, password: "Johnson1918")
            #expect(answer.location?.fragment("id_token")?.claims["username"] == "kath")
        }
    }

    @Test("believes the login that was begun, not the form's other fields")
    func tampering() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.codeOnly, with: ["state": "s"]))
            let form = try #require(HTMLForm(in: page.text))
            let answer = try await browser.post(
                browser.at("/login"),
                form: [
                    "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "username": Person.ada.name,
                    "password": Person.ada.password, "response_type": "token", "redirect_uri": "https://evil.example/",
                    "client_id": TestClient.legacy.id, "scope": "openid profile",
                ]
            )
            let location = try #require(answer.fields["Location"])
            #expect(location.hasPrefix("https://code.example/cb?code="))
            #expect(!location.contains("#"))
        }
    }

    @Test("is a page that runs and loads nothing foreign, is framed by nobody and kept by nobody")
    func headers() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let policy = try #require(page.fields["Content-Security-Policy"])
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(page.fields["X-Frame-Options"] == "DENY")
            #expect(page.fields["Referrer-Policy"] == "origin")
            #expect(page.fields["Cache-Control"] == "no-cache, no-store")
            #expect(page.fields["Cross-Origin-Opener-Policy"] == nil, "R15: popups keep their opener")
            #expect(!page.text.contains(" src=") && !page.text.contains("url(") && !page.text.contains("@import"))
            for link in page.text.split(separator: " href=\"").dropFirst() {
                #expect(link.hasPrefix("/") && !link.hasPrefix("//") || link.hasPrefix("data:"), "\(link.prefix(40))")
            }
            #expect(!page.text.contains("<script"))
        }
    }
}
