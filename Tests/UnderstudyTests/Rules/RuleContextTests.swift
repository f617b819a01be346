import TenantModel
import Testing
import UnderstudyTesting

@Suite("What rules are told", .tags(.endToEnd))
struct RuleContextTests {
    private static let showing = SeededRule.passing(
        "showing",
        "console.log(JSON.stringify(context)); console.log(JSON.stringify(user));"
    )

    /// Context and user of the latest login.
    private func told(_ browser: Browser) async throws -> (context: JSONObject, user: JSONObject) {
        let objects = try await browser.console().suffix(2).map { try #require(try JSONValue(parsing: $0).object) }
        try #require(objects.count == 2)
        return (objects[0], objects[1])
    }

    @Test("of a login on the page", .tags(.golden))
    func interactive() async throws {
        let place = "  geoip: { country_code: DK, city_name: Copenhagen }\n"
        let rule = SeededRule.passing(
            "showing",
            "var self = JSON.parse(JSON.stringify(user)); user.context = context; user.self = self;"
        )
        let edit: (String) -> String = { $0.replacing("  strict: false\n", with: "  strict: false\n" + place) }
        try await RuleTenant.with(rule, edit: edit) { _, browser in
            let page = try await browser.open(
                try await browser.authorize(.asymmetric, "token", with: ["state": "s", "custom": "a b"])
            )
            let form = try #require(HTMLForm(in: page.text))
            let answer = try await browser.post(
                browser.at(form.action),
                form: [
                    "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "username": Person.ada.name,
                    "password": Person.ada.password,
                ],
                fields: ["User-Agent": "Lynx/2.8", "Accept-Language": "da-DK, en;q=0.7"]
            )
            _ = try await browser.userInfo(try #require(answer.location?.fragment("access_token")))
            try browser.transcript.last().matchesGolden("Rules/context.http")
        }
    }

    @Test("is, for a conformant client, not what rules of 2015 looked for")
    func pipelines() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            _ = try await browser.logIn(.conformant)
            let modern = try await told(browser).context
            #expect(modern["ip"] == nil && modern["hostname"] == nil)
            #expect(modern["request"]?.object?["ip"] == "127.0.0.1")
            _ = try await browser.resourceOwner()
            let elder = try await told(browser).context
            #expect(elder["ip"] == "127.0.0.1")
            #expect(elder["hostname"] == "tenant.localhost")
        }
    }

    @Test("never includes a password, a secret or the session's cookie")
    func secrets() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            let answer = try await browser.post(
                browser.at("/oauth/ro"),
                form: [
                    "client_id": TestClient.legacy.id, "client_secret": TestClient.legacy.secret,
                    "connection": Person.database, "username": Person.ada.name, "password": Person.ada.password,
                    "scope": "openid", "custom": "kept",
                ]
            )
            #expect(answer.status == 200)
            let body = try await told(browser).context["request"]?.object?["body"]?.object
            #expect(body?.names == ["client_id", "connection", "username", "scope", "custom"])
            _ = try await browser.logIn(.legacy)
            let session = try #require(browser.cookies[Browser.sessionCookie]).value
            let context = try await told(browser).context
            #expect(context["sessionID"]?.text?.isEmpty == false)
            let text = try await browser.control("GET", "/rules/runs").text
            for secret in [Person.ada.password, TestClient.legacy.secret, session] { #expect(!text.contains(secret)) }
        }
    }

    @Test("names a session by the same name for as long as it lasts, and no other by it")
    func sessionID() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            var names: [String?] = []
            for prompt in ["login", "none", "none", "login"] {
                let begun = try await browser.authorize(.legacy, with: ["prompt": prompt])
                if prompt == "login" { _ = try await browser.submit(try await browser.open(begun)) }
                names.append(try await told(browser).context["sessionID"]?.text)
            }
            #expect(names[0] == names[1] && names[1] == names[2])
            #expect(names[2] != names[3])
            _ = try await browser.resourceOwner()
            #expect(try await told(browser).context["sessionID"] == nil, "a program has none")
        }
    }

    @Test("tells single sign-on from a login, and who else used the session")
    func singleSignOn() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            _ = try await browser.logIn(.legacy)
            let first = try await told(browser).context["sso"]
            #expect(first == ["with_auth0": false, "with_dbconn": false, "current_clients": []])
            _ = try await browser.authorize(.asymmetric)
            let second = try await told(browser).context["sso"]
            let legacy = JSONValue.string(TestClient.legacy.id)
            #expect(second == ["with_auth0": true, "with_dbconn": true, "current_clients": .array([legacy])])
            _ = try await browser.authorize(.conformant, with: ["prompt": "none"])
            let third = try await told(browser).context["sso"]?.object?["current_clients"]
            #expect(third == .array([legacy, .string(TestClient.asymmetric.id)]))
        }
    }

    @Test("counts logins, silent ones not among them")
    func loginsCount() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            var counts: [JSONValue?] = []
            func note() async throws {
                counts.append(try await told(browser).context["stats"]?.object?["loginsCount"])
            }
            _ = try await browser.logIn(.legacy)
            try await note()
            _ = try await browser.authorize(.legacy, with: ["prompt": "none"])
            try await note()
            _ = try await browser.authorize(.asymmetric)
            try await note()
            _ = try await browser.resourceOwner()
            try await note()
            #expect(counts == [1, 1, 1, 2])
        }
    }

    @Test("names connection, strategy and method")
    func connections() async throws {
        try await RuleTenant.with(Self.showing) { _, browser in
            _ = try await browser.resourceOwner()
            var context = try await told(browser).context
            #expect(context["connection"] == .string(Person.database))
            #expect(context["connectionStrategy"] == "auth0")
            #expect(context["connectionID"]?.text?.hasPrefix("con_") == true)
            #expect(
                context["authentication"]
                    == ["methods": [["name": "pwd", "timestamp": .integer(TestTenant.noon * 1000)]]]
            )
            _ = try await browser.post(
                browser.at("/oauth/access_token"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": "facebook", "scope": "openid",
                    "access_token": "example-only-token-of-alan",
                ]
            )
            context = try await told(browser).context
            #expect(context["connectionStrategy"] == "facebook")
            let methods = context["authentication"]?.object?["methods"]?.elements
            #expect(methods?.first?.object?["name"] == "federated")
            #expect(context["request"]?.object?["body"]?.object?["access_token"] != nil)
        }
    }

    @Test("shows of the user what only rules may see, and no empty metadata")
    func user() async throws {
        let more = "    last_password_reset: 2016-01-01T00:00:00Z\n    roles: [staff]\n"
        let edit: (String) -> String = { text in
            text.replacing("    email: grace@example.com\n", with: "    email: grace@example.com\n" + more)
                + "roles: [{ name: staff }]\n"
        }
        try await RuleTenant.with(Self.showing, edit: edit) { _, browser in
            let answer = try await browser.resourceOwner(
                scope: "openid profile",
                name: Person.grace.name,
                password: Person.grace.password
            )
            let (context, user) = try await told(browser)
            #expect(user["last_password_reset"] == "2016-01-01T00:00:00.000Z")
            #expect(user["app_metadata"] == nil && user["user_metadata"] == nil)
            #expect(context["authorization"] == ["roles": ["staff"]])
            let claims = try #require(answer.json["id_token"]?.text, "\(answer.refusal)").claims
            #expect(claims["last_password_reset"] == nil)
        }
    }
}
