import TenantModel
import Testing
import UnderstudyTesting

@Suite("A logout", .tags(.endToEnd))
struct LogoutTests {
    @Test("ends the session, leaves the tokens, and goes where it may", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let login = try await browser.logIn(.legacy, "token")
            let token = try #require(login.location?.fragment("access_token"))
            let before = browser.transcript.exchanges.count
            _ = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            let answer = try await browser.get(
                browser.at(
                    "/v2/logout?federated&client_id=\(TestClient.legacy.id)&returnTo=https%3A%2F%2Fapp.example%2Fbye"
                )
            )
            #expect(answer.fields["Location"] == "https://app.example/bye")
            #expect(browser.cookies["understudy-session-tenant.localhost"] == nil)
            let silent = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            #expect(silent.location?.fragment("error") == "login_required")
            #expect(try await browser.userInfo(token).status == 200)
            try browser.transcript.last(browser.transcript.exchanges.count - before).matchesGolden("Logout/logout.http")
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let client: TestClient?
        let returnTo: String
        var strict: Bool?

        init(_ id: String, _ client: TestClient?, _ returnTo: String, strict: Bool? = nil) {
            (self.id, self.client, self.returnTo, self.strict) = (id, client, returnTo, strict)
        }

        var testDescription: String { "\(id): \(client?.rawValue ?? "tenant"), \(returnTo)" }

        var path: String {
            let query = client.map { FormCoding.encode(["client_id": $0.id]) + "&" } ?? ""
            return "/v2/logout?" + query + FormCoding.encode(["returnTo": returnTo])
        }
    }

    static let allowed = [
        Row("RS-19", .legacy, "https://app.example/bye"), Row("RS-19", nil, "https://acme.example/bye"),
        Row("a wildcard", .legacy, "https://a.app.example/bye"),
        Row("RS-20", .legacy, "https://app.example/bye?foo=bar", strict: false),
        Row("a fragment", .legacy, "https://app.example/bye#part"),
    ]

    @Test(
        "goes to what the list has, the query left aside in the tenant's position",
        arguments: allowed,
        TestTenant.Position.allCases
    )
    func redirect(_ row: Row, _ position: TestTenant.Position) async throws {
        try await TestTenant.with(position) { _, browser in
            let answer = try await browser.get(browser.at(row.path))
            let isAllowed = position == .tenant || row.strict ?? true
            #expect(answer.fields["Location"] == (isAllowed ? row.returnTo : nil))
            #expect(answer.status == (isAllowed ? 302 : 400))
        }
    }

    static let foreign = [
        Row("RS-19", .legacy, "https://evil.example/bye"), Row("RS-19", nil, "https://evil.example/bye"),
        Row("the tenant's list, not the client's", nil, "https://app.example/bye"),
        Row("the client's list, not the tenant's", .legacy, "https://acme.example/bye"),
        Row("a client without a list", .asymmetric, "https://rs.example/cb"),
        Row("RS-19", .legacy, "https://app.example/bye/"), Row("RS-19", .legacy, "https://app.example/byebye"),
        Row("RS-19", .legacy, "//app.example/bye"), Row("RS-19", .legacy, "/bye"),
        Row("RS-19", .legacy, "https://app.example@evil.example/bye"),
        Row("RS-19", .legacy, "https://a.b.app.example/bye"), Row("RS-19", .legacy, "javascript:alert(1)"),
        Row("RS-19", .legacy, "https://evil.example/bye?https://app.example/bye"),
        Row("RS-19", .legacy, "https://app.example/bye\r\nX: y"),
        Row("RS-19", .legacy, "https://app.example/bye#\r\nX: y"),
    ]

    @Test("stays here for what the list has not, and the session with it", arguments: foreign)
    func page(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.expectNoChange { try await browser.get(browser.at(row.path)) }
            #expect(answer.status == 400)
            #expect(answer.isErrorPage)
            #expect(answer.cookies.isEmpty)
        }
    }

    @Test(
        "without returnTo goes to the first address of the client's list in era modern, and nowhere before",
        arguments: [
            (Era.legacy, TestClient.legacy, nil), (.modern, .legacy, "https://app.example/bye"),
            (.modern, .asymmetric, nil), (.modern, .wildcard, "https://a.example/bye"),
        ] as [(Era, TestClient, String?)]
    )
    func standard(_ era: Era, _ client: TestClient, _ destination: String?) async throws {
        let list = "    allowed_logout_urls: [\"https://*.a.example/\", \"https://a.example/bye\"]\n"
        let callbacks = "    callbacks: [\"https://*.app.example/cb\"]\n"
        try await TestTenant.with(era: era, edit: { $0.replacing(callbacks, with: callbacks + list) }) { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.get(browser.at("/v2/logout?client_id=\(client.id)"))
            #expect(answer.fields["Location"] == destination)
            #expect(answer.status == (destination == nil ? 200 : 302))
            let silent = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(silent.location?.query("error") == "login_required")
        }
    }

    @Test(
        "without returnTo is a page that says OK, never the Referer",
        arguments: ["/logout", "/v2/logout", "/v2/logout?federated"]
    )
    func plain(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.get(browser.at(path), fields: ["Referer": "https://evil.example/"])
            #expect(answer.status == 200)
            #expect(answer.fields["Location"] == nil)
            #expect(answer.text.contains("<p>OK</p>"))
            let silent = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(silent.location?.query("error") == "login_required")
        }
    }
}
