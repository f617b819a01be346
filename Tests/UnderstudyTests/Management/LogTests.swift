import TenantModel
import Testing
import UnderstudyTesting

/// Management API §16.
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

    @Test("says who, through what, from where and why, newest first", .tags(.golden))
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
        ("&per_page=2", 2), ("&per_page=2&page=2", 1), ("", 5),
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
        arguments: ["q=a%20OR%20b", "q=date:%5B1%20TO%202%5D", "from=1&take=5"]
    )
    func unserved(_ query: String) async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:logs")
            let answer = try await browser.manage("/logs?\(query)", by: token)
            #expect(answer.status == 501)
            #expect(answer.json["errorCode"] == "not_emulated")
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
