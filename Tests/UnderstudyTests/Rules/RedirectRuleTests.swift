import TenantModel
import Testing
import UnderstudyTesting

@Suite("A rule that redirects", .tags(.endToEnd))
struct RedirectRuleTests {
    /// Asks for consent at another site until the browser brings it along.
    private static let consent = SeededRule(
        "consent",
        """
        console.log(context.protocol + ' after ' + context.original_protocol);
        if (context.protocol === 'redirect-callback') {
          var answers = Object.assign({}, context.request.query, context.request.body);
          if (answers.consent !== 'yes') return callback(new UnauthorizedError('No consent'));
          user.consent = answers.consent;
          return callback(null, user, context);
        }
        context.redirect = { url: 'https://consent.example/form?lang=en' };
        callback(null, user, context);
        """
    )

    /// A login as far as the other site, and the state it is to bring back.
    private func begin(
        _ browser: Browser,
        _ client: TestClient = .legacy,
        _ responseType: String = "token",
        scope: String = "openid consent"
    ) async throws -> String {
        let away = try await browser.logIn(client, responseType, scope: scope, with: ["state": "client-state"])
        let place = try #require(away.location)
        try #require(place.host == "consent.example", "\(away.redirectedRefusal)")
        return try #require(place.query("state"))
    }

    @Test("sends the browser away, takes it back, and runs every rule again", .tags(.golden))
    func journey() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let away = try await browser.logIn(
                .legacy,
                "token",
                scope: "openid consent",
                with: ["state": "client-state", "nonce": "n"]
            )
            #expect(away.status == 303)
            #expect(away.location?.origin == "https://consent.example")
            #expect(away.location?.target.hasPrefix("/form?lang=en&state=") == true)
            #expect(browser.cookies[Browser.sessionCookie] == nil, "not before the rules are through")
            try await browser.advance(seconds: 100)
            let state = try #require(away.location?.query("state"))
            #expect(state != "client-state")
            let answer = try await browser.comeBack(state, with: ["consent": "yes", "more": "text"])
            #expect(answer.location?.fragment("state") == "client-state")
            let claims = try #require(answer.location?.fragment("id_token")).claims
            #expect(claims["consent"] == "yes")
            #expect(claims["nonce"] == "n")
            #expect(claims["iat"] == .integer(TestTenant.noon + 100))
            #expect(browser.cookies[Browser.sessionCookie] != nil)
            #expect(
                try await browser.console() == [
                    "oidc-implicit-profile after undefined", "redirect-callback after oidc-implicit-profile",
                ]
            )
            #expect(try await browser.runs().map { $0["result"] } == ["redirected", "proceeded"])
            let journey = browser.transcript.exchanges.filter { !$0.request.url.target.hasPrefix("/_understudy") }
            try Transcript(Array(journey.suffix(2))).matchesGolden("Rules/redirect.http")
        }
    }

    @Test("takes it back by POST as well", arguments: [true, false])
    func post(_ isStateInBody: Bool) async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            let answer =
                isStateInBody
                ? try await browser.post(browser.at("/continue"), form: ["state": state, "consent": "yes"])
                : try await browser.post(browser.at("/continue?state=\(state)"), form: ["consent": "yes"])
            #expect(answer.status == 303, "\(answer.page)")
            #expect(answer.location?.fragment("id_token")?.claims["consent"] == "yes")
        }
    }

    @Test("counts as one login, of the instant at which the person logged in")
    func oneLogin() async throws {
        let rule = SeededRule(
            "count",
            """
            console.log(String(context.stats.loginsCount));
            console.log(String(context.authentication.methods[0].timestamp));
            if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://consent.example/' };
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let state = try await begin(browser)
            try await browser.advance(seconds: 5)
            _ = try await browser.comeBack(state)
            let logged = "\(TestTenant.noon)000"
            #expect(try await browser.console() == ["1", logged, "1", logged])
        }
    }

    @Test("may redirect again, with another state")
    func twice() async throws {
        let rule = SeededRule(
            "twice",
            """
            var step = context.protocol === 'redirect-callback' ? Number(context.request.query.step) : 0;
            if (step < 2) context.redirect = { url: 'https://consent.example/' + (step + 1) };
            console.log(context.original_protocol);
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let first = try await begin(browser)
            let again = try await browser.comeBack(first, with: ["step": "1"])
            #expect(again.location?.target.hasPrefix("/2?state=") == true)
            let second = try #require(again.location?.query("state"))
            #expect(second != first)
            let answer = try await browser.comeBack(second, with: ["step": "2"])
            #expect(answer.location?.fragment("access_token") != nil)
            #expect(
                try await browser.console() == ["undefined", "oidc-implicit-profile", "oidc-implicit-profile"],
                "the login's own protocol, not the callback's"
            )
        }
    }

    @Test("may refuse once the browser is back, and then there is no session")
    func refused() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            let answer = try await browser.comeBack(state, with: ["consent": "no"])
            #expect(answer.redirectedRefusal == "unauthorized: No consent")
            #expect(answer.location?.fragment("state") == "client-state")
            #expect(browser.cookies[Browser.sessionCookie] == nil)
            #expect(try await browser.comeBack(state, with: ["consent": "yes"]).isErrorPage, "not a second chance")
        }
    }

    @Test("takes a state once, and leaves what it gave the first time")
    func singleUse() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            let answer = try await browser.comeBack(state, with: ["consent": "yes"])
            let token = try #require(answer.location?.fragment("access_token"))
            let again = try await browser.expectNoChange { try await browser.comeBack(state, with: ["consent": "yes"]) }
            #expect(again.isErrorPage)
            #expect(again.status == 400)
            #expect(try await browser.userInfo(token).status == 200)
        }
    }

    @Test("takes a state once, however many bring it at once")
    func race() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            let tokens = try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { try await browser.comeBack(state, with: ["consent": "yes"]) }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1.location?.fragment("access_token")) }
            }
            #expect(tokens.compactMap(\.self).count == 1)
        }
    }

    @Test(
        "shows an error for a state that is missing, unknown or several",
        arguments: [
            ("/continue", "400 invalid_request: Missing required parameter: state"),
            ("/continue?consent=yes", "400 invalid_request: Missing required parameter: state"),
            ("/continue?state=", "400 invalid_request"), ("/continue?state=unknown", "400 invalid_request"),
            ("/continue?state=a&state=b", "400 invalid_request"),
        ]
    )
    func withoutState(_ path: String, _ page: String) async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let answer = try await browser.expectNoChange { try await browser.get(browser.at(path)) }
            #expect(answer.isErrorPage)
            #expect(answer.page.hasPrefix(page), "\(answer.page)")
        }
    }

    @Test("waits for the browser as long as the timeline says", arguments: [(3599, true), (3600, false)])
    func expiry(_ seconds: Int, _ isGood: Bool) async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements
            let paused = events?.compactMap(\.object).first { $0["kind"] == "paused_login" }
            #expect(paused?["at"] == "2016-05-04T13:00:00.000Z")
            #expect(paused?["user"] == .string(Person.adaID))
            #expect(paused?["client"] == .string(TestClient.legacy.id))
            let fired = try await browser.advance("{\"by\":\(seconds)}")["fired"]?.elements
            #expect(fired?.contains { $0.object?["kind"] == "paused_login" } == !isGood)
            let answer = try await browser.comeBack(state, with: ["consent": "yes"])
            #expect(answer.isErrorPage == !isGood)
            #expect((answer.location?.fragment("id_token") != nil) == isGood)
        }
    }

    @Test("cannot where nobody is there to be redirected")
    func promptNone() async throws {
        let rule = SeededRule(
            "later",
            """
            if (context.sso.with_auth0) context.redirect = { url: 'https://consent.example/' };
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.expectNoChange {
                try await browser.authorize(.legacy, "token", with: ["prompt": "none", "state": "s"])
            }
            #expect(answer.location?.fragment("error") == "interaction_required")
            #expect(answer.location?.fragment("state") == "s")
        }
    }

    @Test("also interrupts single sign-on, which goes on with the same session")
    func singleSignOn() async throws {
        let rule = SeededRule(
            "later",
            """
            console.log(JSON.stringify(context.sso));
            if (context.sso.with_auth0 && context.protocol !== 'redirect-callback') {
              context.redirect = { url: 'https://consent.example/' };
            }
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            _ = try await browser.logIn(.legacy)
            let session = try #require(browser.cookies[Browser.sessionCookie])
            let away = try await browser.authorize(.asymmetric)
            #expect(away.status == 302)
            let answer = try await browser.comeBack(try #require(away.location?.query("state")))
            #expect(answer.location?.query("code") != nil)
            #expect(browser.cookies[Browser.sessionCookie] == session)
            let told = try await browser.console()
            #expect(told[1].contains(#""current_clients":["\#(TestClient.legacy.id)"]"#))
            #expect(told[2] == told[1], "still single sign-on")
        }
    }

    @Test("is a refusal at /oauth/ro, which has no browser")
    func resourceOwner() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let answer = try await browser.resourceOwner()
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_request")
            #expect(answer.json["id_token"] == nil)
            let events = try await browser.control("GET", "/clock/timeline").json["events"]
            #expect(events == [])
        }
    }

    @Test(
        "puts the state into the address's query",
        arguments: [
            ("https://a.example", "https://a.example?state=STATE"),
            ("https://a.example/?b=c", "https://a.example/?b=c&state=STATE"),
            ("https://a.example/#/form", "https://a.example/?state=STATE#/form"),
            ("https://a.example/?b=c#d?e", "https://a.example/?b=c&state=STATE#d?e"),
        ]
    )
    func address(_ url: String, _ expected: String) async throws {
        try await RuleTenant.with(.passing("away", "context.redirect = { url: '\(url)' };")) { _, browser in
            let away = try await browser.logIn(.legacy)
            let state = try #require(away.location?.query("state"))
            #expect(away.fields["Location"]?.replacing(state, with: "STATE") == expected)
        }
    }

    @Test("begins the session's idle clock when the browser is back")
    func idleClock() async throws {
        try await RuleTenant.with(Self.consent) { _, browser in
            let state = try await begin(browser)
            try await browser.advance(seconds: 3000)
            _ = try await browser.comeBack(state, with: ["consent": "yes"])
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements
            let session = events?.compactMap(\.object).first { $0["kind"] == "session" }
            #expect(session?["at"] == "2016-05-07T12:50:00.000Z", "72 hours after 12:50")
        }
    }

    @Test("never sends anybody to what is no web address, and says so")
    func badAddress() async throws {
        let rule = SeededRule.passing("bad", "context.redirect = { url: 'javascript:alert(1)' };")
        try await RuleTenant.with(rule) { _, browser in
            let answer = try await browser.logIn(.legacy)
            #expect(answer.location?.query("code") != nil)
            #expect(
                try await browser.runs().first?["remarks"] == [
                    "context.redirect is ignored: its url must be an absolute http(s) address"
                ]
            )
        }
    }

    @Test("is not continued with the state of a second factor")
    func secondFactorState() async throws {
        let rule = SeededRule.passing("mfa", "context.multifactor = { provider: 'guardian' };")
        try await RuleTenant.with(rule) { _, browser in
            let away = try await browser.logIn(.legacy)
            let state = try #require(away.location?.query("state"))
            let around = try await browser.expectNoChange { try await browser.comeBack(state) }
            #expect(around.isErrorPage, "/continue is no way around the second factor")
        }
    }
}
