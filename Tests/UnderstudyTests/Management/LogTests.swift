import TenantModel
import Testing
import UnderstudyTesting

@Suite("The tenant's log", .tags(.endToEnd))
struct LogTests {
    private func types(_ browser: Browser, _ query: String = "") async throws -> [String] {
        let token = try await browser.managementToken("read:logs")
        return try await browser.manage("/logs?sort=date:1\(query)", by: token).list.compactMap { $0["type"]?.text }
    }

    @Test("has a line for each login, exchange and delegation, and for each refusal")
    func codes() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            for (name, password) in [
                (Person.ada.name, "wrong"), ("nobody@example.com", "x"), ("blocked@example.com", "Blocked1815"),
            ] {
                _ = try await browser.logIn(as: (name, password))
            }
            _ = try await browser.delegate(DelegationCall(["id_token": token]).to("ApiC"))
            _ = try await browser.delegate(DelegationCall(["id_token": "x"]).to("ApiC"))
            _ = try await browser.refresh(DelegationTenant.phone)
            _ = try await browser.refresh("nobody's")
            _ = try await browser.revoke(DelegationTenant.phone)
            let expected = ["s", "depnote", "fp", "fu", "f", "depnote", "sd", "fd", "sertft", "fertft", "srrt"]
            #expect(try await types(browser) == expected)
        }
    }

    @Test("has a line for hosted logins, code exchanges, silent logins and logouts")
    func hosted() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.authorize(.legacy, with: ["prompt": "none"])
            let code = try await browser.code(for: .legacy)
            _ = try await browser.redeem(code, by: .legacy)
            _ = try await browser.redeem(code, by: .legacy)
            _ = try await browser.authorize(.legacy, with: ["prompt": "none"])
            _ = try await browser.get(browser.at("/v2/logout"))
            _ = try await browser.get(browser.at("/v2/logout?returnTo=https://evil.example"))
            let token = try await browser.mint(["kind": "management", "client": "Legacy", "scope": "read:logs"])
            let entries = try await browser.manage("/logs?sort=date:1", by: token).list
            #expect(entries.compactMap { $0["type"]?.text } == ["fsa", "s", "seacft", "feacft", "ssa", "slo", "flo"])
        }
    }

    @Test("says who, through what, from where and why, newest first")
    func entry() async throws {
        try await DelegationTenant.with { _, browser in
            let app = DelegationTenant.id("AppX")
            _ = try await browser.delegate(
                DelegationCall(by: "AppX", ["id_token": try await browser.idToken(of: "AppX")]).to("ApiC")
            )
            let token = try await browser.managementToken("read:logs")
            let entries = try await browser.manage("/logs", by: token).list
            let failed = try #require(entries.first)
            #expect(failed["type"] == "fd")
            #expect(failed["client_id"] == .string(app))
            #expect(failed["client_name"] == "App X")
            #expect(failed["description"]?.text?.contains("is not allowed to request delegation tokens") == true)
            let login = try #require(entries.last { $0["type"] == "s" })
            #expect(login["user_id"] == .string(Person.adaID))
            #expect(login["user_name"] == "ada@example.com")
            #expect(login["strategy_type"] == "database")
            let id = try #require(login["log_id"]?.text)
            #expect(id.utf8.count == 56)
            #expect(id.hasPrefix("900201605041200"))
            #expect(try await browser.manage("/logs/\(id)", by: token).json["_id"] == .string(id))
            #expect(try await browser.manage("/logs/1", by: token).status == 404)
        }
    }

    static let searches = [
        ("&q=type:sd", 1), ("&q=type:s%20AND%20user_name:ada@example.com", 1), ("&q=type:s%20AND%20user_name:x", 0),
        ("&q=client_name:%22App%20A%22", 5), ("&q=ada@example.com", 3), ("&q=details.api_type:app", 1),
        ("&q=user_id:%22auth0%7C563f0e1d2c3b4a5968778695%22", 3), ("&q=%22type:sd%22", 0), ("&q=%22AND%22", 0),
        ("&q=type:s%09AND%09ada@example.com", 1), ("&fields=location_info", 0),
        ("&per_page=0", 0), ("&per_page=2", 2), ("&per_page=2&page=2", 1), ("", 5),
    ]

    @Test("is searched and paged", arguments: searches)
    func search(_ query: String, _ count: Int) async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            _ = try await browser.logIn(as: (Person.ada.name, "wrong"))
            _ = try await browser.delegate(DelegationCall(["id_token": token]).to("ApiC"))
            #expect(try await types(browser, query).count == count)
        }
    }

    @Test(
        "says what of a search it does not understand",
        arguments: [
            "q=a%20OR%20b", "q=date:%5B1%20TO%202%5D", "from=1&take=5", "q=-type:s", "q=a%20%7C%7C%20b",
            "q=_exists_:ip",
            "q=type:s*", "q=type:s%26%26type:sd", "q=type:s%7C%7Ctype:sd", "q=%22a%5C%22b%22",
        ]
    )
    func unserved(_ query: String) async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:logs")
            let answer = try await browser.manage("/logs?\(query)", by: token)
            #expect(answer.status == 400)
            #expect(answer.json["errorCode"] == "not_emulated")
        }
    }

    @Test("is put in the order of a field, either way; the rest is refused and told")
    func order() async throws {
        try await DelegationTenant.with { _, browser in
            _ = try await browser.delegate(DelegationCall(["id_token": try await browser.idToken()]).to("ApiC"))
            let token = try await browser.managementToken("read:logs")
            for (sort, expected) in [
                ("type:1", ["depnote", "depnote", "s", "sd"]), ("type:-1", ["sd", "s", "depnote", "depnote"]),
                ("details:-1", ["depnote", "depnote", "sd", "s"]),
            ] {
                let entries = try await browser.manage("/logs?sort=\(sort)", by: token).list
                #expect(entries.compactMap { $0["type"]?.text } == expected)
            }
            for query in [
                "sort=log_id:1", "sort=type", "sort=type:2", "fields=secret", "per_page=101", "q=a&q=b", "q=type:%22sd",
                "q=AND", "q=a%20AND", "q=a%20AND%20AND%20b", "q=type:%20sd",
            ] {
                let answer = try await browser.manage("/logs?\(query)", by: token)
                #expect(answer.status == 400)
                #expect(answer.json["errorCode"] == "invalid_query_string")
            }
            let page = try await browser.manage("/logs?include_totals=true&per_page=3", by: token).json
            #expect(page.names == ["start", "limit", "length", "total", "logs"])
            #expect([page["length"], page["total"]] == [3, 3])
        }
    }

    @Test("keeps what callers wrote within bounds, and no grant type that nobody knows")
    func bounds() async throws {
        try await DelegationTenant.with { _, browser in
            let long = "x".times(20_000)
            _ = try await browser.logIn(scope: "openid \(long)", as: ("x".times(250), "wrong"))
            _ = try await browser.logIn(scope: "openid \(long)")
            var call = DelegationCall(["id_token": "x"])
            call["grant_type"] = "a secret in the wrong place"
            _ = try await browser.delegate(call)
            let token = try await browser.managementToken("read:logs")
            let answer = try await browser.manage("/logs", by: token)
            #expect(answer.list.map { $0["type"] } == ["fd", "depnote", "s", "fu"])
            #expect(answer.list.first?["description"] == "Unsupported grant type")
            #expect(answer.body.count < 4_000)
        }
    }

    @Test("notes each deprecated call once an hour of the tenant's time, and every call in the migration list")
    func deprecation() async throws {
        try await DelegationTenant.with { _, browser in
            for seconds in [0, 3599, 1] {
                try await browser.advance(seconds: seconds)
                _ = try await browser.idToken()
            }
            #expect(try await types(browser, "&q=type:depnote").count == 2)
            let uses = try await browser.control("GET", "/migration").json["uses"]?.elements ?? []
            let use = try #require(uses.first?.object)
            #expect(use["feature"] == "resource_owner")
            #expect(use["answered"] == 3)
            #expect(use["client_name"] == "App A")
            #expect(use["instead"]?.text?.contains("password-realm") == true)
            _ = try await browser.control("DELETE", "/migration")
            #expect(try await browser.control("GET", "/migration").json["uses"] == [])
        }
    }
}
