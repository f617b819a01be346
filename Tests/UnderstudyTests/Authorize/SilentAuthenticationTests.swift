import TenantModel
import Testing
import UnderstudyTesting

@Suite("A silent login", .tags(.endToEnd))
struct SilentAuthenticationTests {
    @Test("answers in a frame, with the tokens of the session's user", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            try await browser.advance(seconds: 60)
            let answer = try await browser.authorize(
                .legacy,
                "token",
                scope: "openid",
                with: ["prompt": "none", "response_mode": "web_message", "state": "s", "nonce": "n"]
            )
            #expect(answer.fields["X-Frame-Options"] == nil)
            #expect(answer.fields["Content-Security-Policy"]?.hasSuffix("frame-ancestors https://app.example") == true)
            let response = try #require(HTMLForm.attribute("data-response", of: answer.text))
            let members = try #require(try JSONValue(parsing: response).object)
            #expect(members["id_token"]?.text?.claims["sub"] == .string(Person.adaID))
            #expect(members["expires_in"] == 86400, "R21: numbers stay numbers")
            #expect(HTMLForm.attribute("data-target-origin", of: answer.text) == "https://app.example")
            try browser.transcript.last().matchesGolden("Authorize/silent-web-message.http")
        }
    }

    @Test("keeps subject and auth_time of the login it rests on")
    func sameLogin() async throws {
        try await TestTenant.with { _, browser in
            let more: KeyValuePairs = ["nonce": "n", "max_age": "10000"]
            let first = try await browser.logIn(.conformant, "id_token", with: more)
            try await browser.advance(seconds: 100)
            let second = try await browser.authorize(
                .conformant,
                "id_token",
                with: ["nonce": "n", "max_age": "10000", "prompt": "none", "id_token_hint": "anything"]
            )
            let tokens = try [first, second].map { try #require($0.location?.fragment("id_token")).claims }
            #expect(tokens[0]["sub"] == tokens[1]["sub"])
            #expect(tokens[0]["auth_time"] == .integer(TestTenant.noon))
            #expect(tokens[1]["auth_time"] == .integer(TestTenant.noon))
            #expect(tokens[1]["iat"] == .integer(TestTenant.noon + 100))
        }
    }

    @Test("R9, R12, R22: without a session is an error in the frame, with the state")
    func withoutSession() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.authorize(
                    .legacy,
                    "token",
                    with: ["prompt": "none", "response_mode": "web_message", "state": "s"]
                )
            }
            #expect(answer.status == 200)
            let response = try #require(HTMLForm.attribute("data-response", of: answer.text))
            #expect(response == #"{"error":"login_required","error_description":"Login required","state":"s"}"#)
        }
    }

    @Test("is as young as max_age asks", arguments: [(9, true), (10, true), (11, false)])
    func maxAge(_ age: Int, _ isSilent: Bool) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.conformant)
            try await browser.advance(seconds: age)
            let answer = try await browser.authorize(.conformant, with: ["prompt": "none", "max_age": "10"])
            #expect((answer.location?.query("code") != nil) == isSilent)
            #expect((answer.location?.query("error") == "login_required") == !isSilent)
        }
    }

    @Test("is not what prompt=login asks for", arguments: ["login", "select_account", "login consent"])
    func promptLogin(_ prompt: String) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.authorize(.legacy, with: ["prompt": prompt])
            #expect(try await browser.open(answer).text.contains("login-form"))
        }
    }

    @Test(
        "serves only clients that use the tenant's session",
        arguments: [(TestClient.rawSecret, false), (.asymmetric, true), (.conformant, true)]
    )
    func clients(_ client: TestClient, _ isSilent: Bool) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let answer = try await browser.authorize(client, with: ["prompt": "none"])
            #expect((answer.location?.query("code") != nil) == isSilent)
        }
    }

    @Test("needs a session of the connection asked for")
    func connection() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let same = try await browser.authorize(.legacy, with: ["prompt": "none", "connection": Person.database])
            #expect(same.location?.query("code") != nil)
            let other = try await browser.authorize(.legacy, with: ["prompt": "none", "connection": "facebook"])
            #expect(other.location?.query("error") == "login_required")
        }
    }

    @Test("is not counted as a login")
    func notCounted() async throws {
        try await TestTenant.with { _, browser in
            let first = try await browser.logIn(.legacy, "token")
            try await browser.advance(seconds: 5)
            let second = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            var updates: [JSONValue?] = []
            for answer in [first, second] {
                let token = try #require(answer.location?.fragment("access_token"))
                updates.append(try await browser.userInfo(token).json["updated_at"])
            }
            #expect(updates[0] == "2016-05-04T12:00:00.000Z")
            #expect(updates[1] == updates[0])
        }
    }

    @Test("ends with the session, at the exact second", arguments: [(259_199, true), (259_200, false)])
    func idle(_ seconds: Int, _ isSilent: Bool) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            try await browser.advance(seconds: seconds)
            let answer = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect((answer.location?.query("code") != nil) == isSilent)
        }
    }

    @Test("restarts the session's idle clock, and not its whole life", arguments: [(604_799, true), (604_800, false)])
    func wholeLife(_ seconds: Int, _ isSilent: Bool) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            var passed = 0
            while passed < seconds {
                let step = min(200_000, seconds - passed)
                try await browser.advance(seconds: step)
                passed += step
                let answer = try await browser.authorize(.legacy, with: ["prompt": "none"])
                #expect((answer.location?.query("code") != nil) == (passed < seconds || isSilent))
            }
        }
    }

    @Test("does not outlive a logout, or reach another browser")
    func loggedOut() async throws {
        try await TestTenant.with { emulator, browser in
            _ = try await browser.logIn(.legacy)
            let jar = browser.cookies
            browser.cookies.removeAll()
            let stranger = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(stranger.location?.query("error") == "login_required")
            browser.cookies = jar
            _ = try await browser.get(browser.at("/v2/logout"))
            browser.cookies = jar
            let kept = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(kept.location?.query("error") == "login_required", "the cookie alone is worth nothing")
        }
    }

    @Test("gives a new login a session of its own, and ends the one before")
    func fixation() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let jar = browser.cookies
            _ = try await browser.logIn(.legacy, with: ["prompt": "login"])
            #expect(
                jar["understudy-session-tenant.localhost"]?.value
                    != browser.cookies["understudy-session-tenant.localhost"]?.value
            )
            browser.cookies = jar
            let old = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(old.location?.query("error") == "login_required")
        }
    }

    @Test("sso=false leaves no session behind")
    func withoutSingleSignOn() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy, with: ["sso": "false"])
            #expect(browser.cookies["understudy-session-tenant.localhost"] == nil)
            let answer = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(answer.location?.query("error") == "login_required")
        }
    }
}
