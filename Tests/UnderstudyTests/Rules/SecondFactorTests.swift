import TenantModel
import Testing
import UnderstudyTesting

/// `context.multifactor`.
@Suite("A second factor that a rule asks for", .tags(.endToEnd))
struct SecondFactorTests {
    private static let rule = SeededRule.passing(
        "mfa",
        """
        user.color = 'blue';
        context.multifactor = { provider: '<b>guardian</b>', allowRememberBrowser: false };
        """
    )

    /// A login as far as the page, which is opened.
    private func begin(
        _ browser: Browser,
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> Exchange.Response {
        let away = try await browser.logIn(.legacy, "token", scope: "openid color", with: more)
        #expect(away.location?.target.hasPrefix("/_understudy/multifactor?state=") == true, "\(away.redirectedRefusal)")
        #expect(browser.cookies[Browser.sessionCookie] == nil, "not before the second factor")
        return try await browser.get(try #require(away.location).description)
    }

    private func press(
        _ button: KeyValuePairs<String, String>,
        on page: Exchange.Response,
        csrf: String? = nil,
        fields: Fields = [:],
        _ browser: Browser
    ) async throws -> Exchange.Response {
        let form = try #require(HTMLForm(in: page.text), "\(page.page)")
        let hidden = FormCoding.encode([
            "state": try #require(form["state"]), "_csrf": try csrf ?? #require(form["_csrf"]),
        ])
        let rest = FormCoding.encode(button)
        let body = hidden + (rest.isEmpty ? "" : "&") + rest
        return try await browser.post(browser.at(form.action), body: body, fields: fields)
    }

    @Test("is played by a page, and lets the login go on where it is approved", .tags(.golden))
    func approved() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser, with: ["state": "s"])
            #expect(page.status == 200)
            for id in ["factor-form", "approve", "refuse"] { #expect(page.text.contains("id=\"\(id)\"")) }
            #expect(!page.text.contains("<b>guardian"), "a provider is text, not markup")
            try await browser.advance(seconds: 30)
            let answer = try await press(["approve": "true"], on: page, browser)
            #expect(answer.status == 303)
            #expect(answer.location?.fragment("state") == "s")
            let claims = try #require(answer.location?.fragment("id_token")).claims
            #expect(claims["color"] == "blue", "as the rules left the login")
            #expect(claims["amr"] == ["mfa"])
            #expect(claims["iat"] == .integer(TestTenant.noon + 30))
            #expect(browser.cookies[Browser.sessionCookie] != nil)
            #expect(try await browser.runs().map { $0["result"] } == ["second_factor"], "rules ran once")
            let posts = browser.transcript.exchanges.filter {
                $0.request.method == "POST" && !$0.request.url.target.contains("/clock/")
            }
            try Transcript(posts).matchesGolden("Rules/second-factor.http")
        }
    }

    @Test("ends the login at the client where it is refused")
    func refused() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser, with: ["state": "s"])
            let answer = try await press(["refuse": "true"], on: page, browser)
            #expect(answer.redirectedRefusal == "access_denied: The second factor was refused")
            #expect(answer.location?.fragment("state") == "s")
            #expect(browser.cookies[Browser.sessionCookie] == nil)
            #expect(try await press(["approve": "true"], on: page, browser).isErrorPage, "and that was it")
            #expect(try await browser.control("GET", "/clock/timeline").json["events"] == [])
        }
    }

    @Test("is given once")
    func once() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser)
            #expect(try await press(["approve": "true"], on: page, browser).location?.fragment("access_token") != nil)
            let again = try await browser.expectNoChange { try await press(["approve": "true"], on: page, browser) }
            #expect(again.isErrorPage)
        }
    }

    @Test(
        "takes its form whatever the browser says of the page it stands on",
        arguments: ["null", "https://tenant.localhost", "http://tenant.localhost"]
    )
    func origin(_ origin: String) async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser)
            let answer = try await press(["approve": "true"], on: page, fields: ["Origin": origin], browser)
            #expect(answer.location?.fragment("access_token") != nil)
        }
    }

    @Test("takes no form of another page or another browser", arguments: ["", "guess", "other login", "other browser"])
    func forged(_ kind: String) async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser)
            var csrf: String? = kind
            switch kind {
            case "other login": csrf = HTMLForm(in: try await begin(browser).text)?["_csrf"]
            case "other browser":
                csrf = nil
                browser.cookies.removeAll()
                _ = try await browser.authorize(.legacy)
            default: break
            }
            let answer = try await browser.expectNoChange {
                try await press(["approve": "true"], on: page, csrf: csrf, browser)
            }
            #expect(answer.isErrorPage)
        }
    }

    @Test("may be opened in a browser without our cookies")
    func otherBrowser() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let away = try await browser.logIn(.legacy)
            browser.cookies.removeAll()
            let page = try await browser.get(try #require(away.location).description)
            #expect(try await press(["approve": "true"], on: page, browser).location?.query("code") != nil)
        }
    }

    @Test("is waited for an hour", arguments: [(3599, true), (3600, false)])
    func expiry(_ seconds: Int, _ isGood: Bool) async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let page = try await begin(browser)
            try await browser.advance(seconds: seconds)
            #expect(try await press(["approve": "true"], on: page, browser).isErrorPage == !isGood)
        }
    }

    @Test("is nobody's without a state of its own", arguments: ["", "?state=", "?state=unknown"])
    func unknown(_ query: String) async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let shown = try await browser.get(browser.at("/_understudy/multifactor\(query)"))
            #expect(shown.isErrorPage)
            let posted = try await browser.expectNoChange {
                try await browser.post(browser.at("/_understudy/multifactor"), body: String(query.dropFirst()))
            }
            #expect(posted.isErrorPage)
        }
    }

    @Test("is not answered with the state of a redirect")
    func redirectState() async throws {
        let rule = SeededRule.passing("away", "context.redirect = { url: 'https://consent.example/' };")
        try await RuleTenant.with(rule) { _, browser in
            let state = try #require(try await browser.logIn(.legacy).location?.query("state"))
            let shown = try await browser.get(browser.at("/_understudy/multifactor?state=\(state)"))
            #expect(shown.isErrorPage)
            let posted = try await browser.expectNoChange {
                try await browser.post(browser.at("/_understudy/multifactor"), form: ["state": state])
            }
            #expect(posted.isErrorPage)
        }
    }

    @Test("cannot be given silently")
    func promptNone() async throws {
        let rule = SeededRule.passing(
            "mfa for the second time",
            "if (context.sso.with_auth0) context.multifactor = { provider: 'any' };"
        )
        try await RuleTenant.with(rule) { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.expectNoChange {
                try await browser.authorize(.legacy, with: ["prompt": "none"])
            }
            #expect(answer.redirectedRefusal == "interaction_required: Multifactor authentication required")
            let seen = try await browser.authorize(.legacy)
            #expect(seen.location?.target.hasPrefix("/_understudy/multifactor") == true, "but it can be asked for")
        }
    }

    @Test("is asked of a program by an error of its own")
    func resourceOwner() async throws {
        try await RuleTenant.with(Self.rule) { _, browser in
            let answer = try await browser.resourceOwner()
            #expect(answer.refusal == "401 a0.mfa_required: missing mfa_code parameter")
            #expect(try await browser.control("GET", "/clock/timeline").json["events"] == [])
        }
    }

    @Test("comes after a redirect, where a rule wants both")
    func afterRedirect() async throws {
        let rule = SeededRule.passing(
            "both",
            """
            context.multifactor = { provider: 'guardian' };
            if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://consent.example/' };
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let away = try await browser.logIn(.legacy)
            #expect(away.location?.host == "consent.example")
            let back = try await browser.comeBack(try #require(away.location?.query("state")))
            let page = try await browser.get(try #require(back.location).description)
            #expect(try await press(["approve": "true"], on: page, browser).location?.query("code") != nil)
        }
    }
}
