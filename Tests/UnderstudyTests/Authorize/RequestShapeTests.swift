import TenantModel
import Testing
import UnderstudyTesting

/// How a request to `/authorize` may be written, and what may stand in it.
@Suite("A request to /authorize")
struct RequestShapeTests {
    @Test("reads a blank in the scope as + and as %20", arguments: ["openid+email", "openid%20email"])
    func blank(_ scope: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.get(
                browser.at("/authorize?client_id=\(TestClient.legacy.id)&response_type=token&scope=\(scope)")
            )
            let answer = try await browser.submit(try await browser.open(begun))
            let claims = try #require(answer.location?.fragment("id_token")).claims
            #expect(claims.names == ["email", "iss", "sub", "aud", "exp", "iat"])
        }
    }

    @Test("means the same in any order of parameters and scope words")
    func order() async throws {
        var answers: [String?] = []
        for query in [
            "client_id=\(TestClient.legacy.id)&response_type=token&scope=openid+email&state=s&nonce=n",
            "nonce=n&state=s&scope=email+openid&response_type=token&client_id=\(TestClient.legacy.id)",
        ] {
            answers.append(
                try await TestTenant.with { _, browser in
                    let begun = try await browser.get(browser.at("/authorize?\(query)"))
                    return try await browser.submit(try await browser.open(begun)).fields["Location"]
                }
            )
        }
        #expect(answers[0] != nil)
        #expect(answers[0] == answers[1])
    }

    @Test("may be posted as a form")
    func posted() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.post(
                browser.at("/authorize"),
                form: [
                    "client_id": TestClient.legacy.id, "response_type": "code", "state": "s", "scope": "openid",
                    "redirect_uri": TestClient.legacy.callback,
                ]
            )
            let answer = try await browser.submit(try await browser.open(begun))
            #expect(answer.location?.query("state") == "s")
            #expect(answer.location?.query("code")?.utf8.count == 16)
        }
    }

    @Test(
        "CF-08, R25: may carry what the tenant has no use for",
        arguments: [
            "login_hint=ada%40example.com", "ui_locales=da+en", "claims_locales=da", "display=popup", "acr_values=1",
            "claims=%7B%7D", "registration=%7B%7D", "id_token_hint=nonsense", "approval_prompt=force",
            "access_type=offline", "auth0Client=%25%25%25nonsense", "protocol=oauth2", "tenant=localhost%3A3443",
            "screen_hint=signup", "t1700000000000", "&federated&", "a[b]=c", "popupOptions[width]=400",
            "prompt=consent",
        ]
    )
    func tolerated(_ extra: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.get(
                browser.at("/authorize?client_id=\(TestClient.legacy.id)&response_type=code&\(extra)")
            )
            let answer = try await browser.submit(try await browser.open(begun))
            #expect(answer.location?.query("code") != nil, "\(begun.page)")
        }
    }

    @Test("with login_hint opens the login page with that name filled in")
    func hint() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.legacy, with: ["login_hint": "\"><b>ada"])
            let page = try await browser.open(begun)
            #expect(HTMLForm(in: page.text)?["username"] == "\"><b>ada")
        }
    }
}
