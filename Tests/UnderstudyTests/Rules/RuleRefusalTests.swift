import TenantModel
import Testing
import UnderstudyTesting

@Suite("A login that a rule refuses", .tags(.endToEnd))
struct RuleRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        /// `error: error_description` of a redirect.
        let told: String
        /// Of `/oauth/ro`.
        let status: Int
        let result: String

        init(_ description: String, _ body: String, _ told: String, status: Int, result: String = "refused") {
            testDescription = description
            self.body = body
            self.told = told
            self.status = status
            self.result = result
        }
    }

    static let refusals = [
        Refusal(
            "UnauthorizedError",
            "callback(new UnauthorizedError('Only for staff'));",
            "unauthorized: Only for staff",
            status: 401
        ),
        Refusal("Error", "callback(new Error('No & <b>way</b>'));", "access_denied: No & <b>way</b>", status: 401),
        Refusal("a text", "callback('Not today');", "access_denied: Not today", status: 401),
        Refusal(
            "a dotted member",
            "user['a.b'] = 1; callback(null, user, context);",
            "invalid_request: Fields with '.' are not allowed, please remove all dotted fields...",
            status: 400
        ),
        Refusal(
            "a throw",
            "throw new TypeError('broken');",
            "server_error: broken",
            status: 500,
            result: "failed"
        ),
        Refusal(
            "a primary user who does not exist",
            "context.primaryUser = 'auth0|nobody'; callback(null, user, context);",
            "server_error: context.primaryUser names no user: auth0|nobody",
            status: 500
        ),
    ]

    struct Place: Sendable, CustomTestStringConvertible {
        let client: TestClient
        let responseType: String

        var testDescription: String { "\(client.rawValue), \(responseType)" }
    }

    static let places = [
        Place(client: .legacy, responseType: "code"), Place(client: .legacy, responseType: "token"),
        Place(client: .conformant, responseType: "code"), Place(client: .conformant, responseType: "token"),
    ]

    @Test("ends at the client, in the place of its mode, and leaves no session", arguments: refusals, places)
    func interactive(_ refusal: Refusal, _ place: Place) async throws {
        try await RuleTenant.with(.init("guard", refusal.body)) { _, browser in
            let answer = try await browser.logIn(place.client, place.responseType, with: ["state": "s&t"])
            let location = try #require(answer.location)
            let isFragment = place.responseType == "token"
            let told = refusal.told.split(separator: ": ", maxSplits: 1).map(String.init)
            let said = ["error", "error_description", "state"].map {
                isFragment ? location.fragment($0) : location.query($0)
            }
            #expect(said == [told[0], told[1], "s&t"])
            #expect((location.fragment == nil) == !isFragment)
            #expect(browser.cookies[Browser.sessionCookie] == nil)
            #expect(try await browser.runs().map { $0["result"] } == [.string(refusal.result)])
            let timeline = try await browser.control("GET", "/clock/timeline").json["events"]
            #expect(timeline == [], "neither code nor token nor session")
        }
    }

    @Test("is at /oauth/ro a status with the same words", arguments: refusals)
    func resourceOwner(_ refusal: Refusal) async throws {
        try await RuleTenant.with(.init("guard", refusal.body)) { _, browser async throws in
            #expect(try await browser.resourceOwner().refusal == "\(refusal.status) \(refusal.told)")
        }
    }

    @Test("tells a frame, too")
    func inFrame() async throws {
        try await RuleTenant.with(.init("guard", "callback(new UnauthorizedError('no'));")) { _, browser in
            let answer = try await browser.logIn(
                .legacy,
                "token",
                with: ["response_mode": "web_message", "state": "s"]
            )
            let response = HTMLForm.attribute("data-response", of: answer.text)
            #expect(response == #"{"error":"unauthorized","error_description":"no","state":"s"}"#)
        }
    }

    @Test("silently, keeps the session that was there")
    func silent() async throws {
        let rule = SeededRule(
            "second time",
            """
            if (context.sso.with_auth0) return callback(new UnauthorizedError('Once is enough'));
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            _ = try await browser.logIn(.legacy)
            let session = try #require(browser.cookies[Browser.sessionCookie])
            for _ in 0..<2 {
                let answer = try await browser.expectNoChange {
                    try await browser.authorize(.legacy, with: ["prompt": "none"])
                }
                #expect(answer.redirectedRefusal == "unauthorized: Once is enough")
            }
            #expect(browser.cookies[Browser.sessionCookie] == session)
        }
    }

    @Test("keeps the session of whoever was there before")
    func somebodyElse() async throws {
        let rule = SeededRule(
            "only ada",
            """
            if (user.email === 'ada@example.com') return callback(null, user, context);
            callback(new UnauthorizedError('Only Ada'));
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            _ = try await browser.logIn(.legacy)
            let session = browser.cookies[Browser.sessionCookie]
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["prompt": "login"]))
            let answer = try await browser.submit(page, name: Person.grace.name, password: Person.grace.password)
            #expect(answer.redirectedRefusal == "unauthorized: Only Ada")
            #expect(browser.cookies[Browser.sessionCookie] == session)
            let silent = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            #expect(silent.location?.fragment("id_token")?.claims["sub"] == .string(Person.adaID))
        }
    }

    @Test("is refused by the first rule that says so, and no later one runs")
    func laterRules() async throws {
        let rules: [SeededRule] = [
            .passing("first", "console.log('one');"), .init("second", "callback(new Error('two'));"),
            .passing("third", "console.log('three');"),
        ]
        try await RuleTenant.with(rules[0], rules[1], rules[2]) { _, browser in
            #expect(try await browser.resourceOwner().refusal == "401 access_denied: two")
            #expect(try await browser.console() == ["one"])
            let run = try #require(try await browser.runs().first)
            #expect(run["refusal"] == ["rule": "second", "message": "two", "unauthorized": false])
        }
    }

    @Test("has its rule, line and message in the trace where a script broke")
    func failure() async throws {
        let rule = SeededRule(
            "broken",
            "var profile = {};\nprofile.missing.member = 1;\ncallback(null, user, context);"
        )
        try await RuleTenant.with(rule) { _, browser in
            #expect(try await browser.resourceOwner().status == 500)
            let failure = try #require(try await browser.runs().first?["failure"]?.object)
            #expect(failure["reason"] == "thrown")
            #expect(failure["rule"] == "broken")
            #expect(failure["line"] == 3)
            #expect(failure["message"]?.text?.contains("undefined") == true)
        }
    }
}
