import TenantModel
import Testing
import UnderstudyTesting

@Suite("A social login", .tags(.endToEnd))
struct ProviderLoginTests {
    @Test("goes through the local page and ends with the provider's token", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(
                .legacy,
                "token",
                scope: "openid identities",
                with: ["connection": "facebook", "connection_scope": "public_profile,email", "state": "s"]
            )
            let answer = try await finish(begun, "facebook|10154000000000001", browser)
            let claims = try #require(answer.location?.fragment("id_token")).claims
            #expect(claims["sub"] == "facebook|10154000000000001")
            let identity = claims["identities"]?.elements?.first?.object
            #expect(identity?["access_token"] == "example-only-token-of-alan")
            #expect(identity?["expires_in"] == 5_184_000)
            #expect(answer.location?.fragment("state") == "s")
            _ = try await browser.userInfo(try #require(answer.location?.fragment("access_token")))
            try browser.transcript.matchesGolden("Login/social.http")
        }
    }

    private func finish(
        _ begun: Exchange.Response,
        _ person: String,
        _ browser: Browser
    ) async throws -> Exchange.Response {
        let page = try await browser.open(begun)
        let chosen = try await choose(page, person, browser)
        return try await browser.get(try #require(chosen.location).description)
    }

    private func choose(
        _ page: Exchange.Response,
        _ person: String,
        _ browser: Browser
    ) async throws -> Exchange.Response {
        let form = try #require(HTMLForm(in: page.text), "\(page.page)")
        return try await browser.post(
            browser.at(form.action),
            form: ["state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "person": person]
        )
    }

    @Test("begins on the login page, too")
    func fromThePage() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let start = try #require(page.text.firstRange(of: "id=\"social-facebook\""))
            let href = try #require(HTMLForm.attribute("href", of: page.text[start.lowerBound...].prefix { $0 != ">" }))
            let provider = try await browser.get(browser.at(href))
            let chosen = try await choose(provider, "facebook|10154000000000002", browser)
            let answer = try await browser.get(try #require(chosen.location).description)
            #expect(answer.location?.query("code") != nil)
            #expect(!provider.text.contains("<b>Dijkstra"), "a name is text, not markup")
        }
    }

    @Test(
        "that is cancelled tells the client, in its pipeline's word",
        arguments: [(TestClient.legacy, "unauthorized"), (.conformant, "access_denied")]
    )
    func cancelled(_ client: TestClient, _ error: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(client, with: ["connection": "facebook", "state": "s"])
            let form = try #require(HTMLForm(in: try await browser.open(begun).text))
            let back = try await browser.post(
                browser.at(form.action),
                form: ["state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "cancel": "true"]
            )
            let answer = try await browser.get(try #require(back.location).description)
            #expect(answer.redirectedRefusal == "\(error): access_denied")
            #expect(answer.location?.query("state") == "s")
        }
    }

    @Test("of a blocked person is refused at the client")
    func blocked() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.legacy, with: ["connection": "google-oauth2", "state": "s"])
            let answer = try await finish(begun, "google-oauth2|100000000000000000001", browser)
            #expect(answer.redirectedRefusal == "unauthorized: user is blocked")
            #expect(answer.location?.query("state") == "s")
            #expect(browser.cookies["understudy-session-tenant.localhost"] == nil)
        }
    }

    @Test("the provider's code is good once")
    func replay() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["connection": "facebook"]))
            let chosen = try await choose(page, "facebook|10154000000000001", browser)
            let callback = try #require(chosen.location).description
            #expect(try await browser.get(callback).location?.query("code") != nil)
            let again = try await browser.expectNoChange { try await browser.get(callback) }
            #expect(again.status == 400 && again.isErrorPage)
        }
    }

    @Test("is finished by the browser that began it only")
    func otherBrowser() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["connection": "facebook"]))
            let chosen = try await choose(page, "facebook|10154000000000001", browser)
            let jar = browser.cookies
            browser.cookies.removeAll()
            let stranger = try await browser.get(try #require(chosen.location).description)
            #expect(stranger.status == 400 && stranger.isErrorPage)
            browser.cookies = jar
            #expect(try await browser.get(try #require(chosen.location).description).location?.query("code") != nil)
        }
    }

    @Test("offers its own people only", arguments: [Person.adaID, "google-oauth2|100000000000000000001", "", "nobody"])
    func strangers(_ person: String) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["connection": "facebook"]))
            let answer = try await choose(page, person, browser)
            #expect(answer.page == "400 invalid_request: No such person in facebook")
        }
    }

    @Test("is chosen with the page's own anti-forgery value only")
    func forged() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["connection": "facebook"]))
            let state = try #require(HTMLForm(in: page.text)?["state"])
            let answer = try await browser.expectNoChange {
                try await browser.post(
                    browser.at("/_understudy/provider/facebook"),
                    form: ["state": state, "_csrf": "guess", "person": "facebook|10154000000000001"]
                )
            }
            #expect(answer.status == 400 && answer.isErrorPage)
        }
    }
}
