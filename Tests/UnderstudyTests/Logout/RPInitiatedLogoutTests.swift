import TenantModel
import Testing
import UnderstudyTesting

/// OIDC RP-Initiated Logout 1.0 §2.
@Suite("A logout at /oidc/logout", .tags(.endToEnd))
struct RPInitiatedLogoutTests {
    private static let bye = "https://app.example/bye"

    private func logout(
        _ browser: Browser,
        _ parameters: KeyValuePairs<String, String>,
        isPosted: Bool = false
    ) async throws -> Exchange.Response {
        isPosted
            ? try await browser.post(browser.at("/oidc/logout"), form: parameters)
            : try await browser.get(browser.at("/oidc/logout?\(FormCoding.encode(parameters))"))
    }

    private func isLoggedIn(_ browser: Browser) async throws -> Bool {
        try await browser.authorize(.legacy, with: ["prompt": "none"]).location?.query("code") != nil
    }

    @Test("ends the session and comes back with its state, by either method", arguments: [false, true])
    func journey(_ isPosted: Bool) async throws {
        try await TestTenant.with(era: .modern) { _, browser in
            let login = try await browser.logIn(.legacy, "id_token", with: ["nonce": "n"])
            let token = try #require(login.location?.fragment("id_token"))
            try await browser.advance(seconds: 90_000)
            let answer = try await logout(
                browser,
                ["id_token_hint": token, "post_logout_redirect_uri": Self.bye, "state": "a b&c"],
                isPosted: isPosted
            )
            #expect(answer.status == (isPosted ? 303 : 302))
            #expect(answer.fields["Location"] == "\(Self.bye)?state=a%20b%26c")
            #expect(try await !isLoggedIn(browser))
        }
    }

    @Test("goes by the sid of the session, and by the client alone")
    func hints() async throws {
        try await TestTenant.with(era: .modern) { _, browser in
            let login = try await browser.logIn(.legacy, "id_token", with: ["nonce": "n"])
            let sid = try #require(login.location?.fragment("id_token")?.claims["sid"]?.text)
            let answer = try await logout(browser, ["logout_hint": sid, "client_id": TestClient.legacy.id])
            #expect(answer.fields["Location"] == Self.bye, "the client's first")
            #expect(try await !isLoggedIn(browser))
            #expect(try await logout(browser, [:]).text.contains("<p>OK</p>"))
        }
    }

    @Test("is refused on a page, and the session stays, where what is said does not agree")
    func disagreement() async throws {
        try await TestTenant.with(era: .modern) { _, browser in
            let graces = try await browser.mint(["client": "Legacy", "user": .string(Person.grace.name)])
            let adas = try await browser.mint(["client": "Legacy", "user": .string(Person.ada.name)])
            _ = try await browser.logIn(.legacy)
            let calls: [KeyValuePairs<String, String>] = [
                ["id_token_hint": graces, "post_logout_redirect_uri": Self.bye], ["id_token_hint": "nonsense"],
                ["id_token_hint": adas, "client_id": TestClient.conformant.id], ["client_id": "nobody"],
                ["logout_hint": "another"], ["post_logout_redirect_uri": "https://evil.example/"],
                ["post_logout_redirect_uri": Self.bye, "client_id": TestClient.conformant.id],
            ]
            for call in calls {
                let answer = try await browser.expectNoChange { try await logout(browser, call) }
                #expect(answer.status == 400 && answer.isErrorPage, "\(call): \(answer.page)")
            }
            #expect(try await isLoggedIn(browser))
        }
    }
}
