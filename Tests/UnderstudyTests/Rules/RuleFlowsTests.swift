import TenantModel
import Testing
import UnderstudyTesting

@Suite("The flows that run rules", .tags(.endToEnd))
struct RuleFlowsTests {
    /// Something that a client does, after which `protocols` have been seen.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let protocols: [String]
        let act: @Sendable (Browser) async throws -> Void

        init(
            _ description: String,
            _ protocols: [String],
            _ act: @escaping @Sendable (Browser) async throws -> Void
        ) {
            testDescription = description
            self.protocols = protocols
            self.act = act
        }
    }

    private static let code = "oidc-basic-profile"

    static let rows = [
        Row("a code", [code]) { _ = try await $0.code(for: .legacy) },
        Row("a conformant client's code", [code]) { _ = try await $0.code(for: .conformant) },
        Row("token", ["oidc-implicit-profile"]) { _ = try await $0.logIn(.legacy, "token") },
        Row("id_token", ["oidc-implicit-profile"]) {
            _ = try await $0.logIn(.conformant, "id_token", with: ["nonce": "n"])
        },
        Row("id_token token", ["oidc-implicit-profile"]) {
            _ = try await $0.logIn(.conformant, "id_token token", with: ["nonce": "n"])
        },
        Row("code token", ["oidc-hybrid-profile"]) { _ = try await $0.logIn(.conformant, "code token") },
        Row("code id_token token", ["oidc-hybrid-profile"]) {
            _ = try await $0.logIn(.conformant, "code id_token token", with: ["nonce": "n"])
        },
        Row("a provider's login", [code]) { browser in
            let page = try await browser.open(try await browser.authorize(.legacy, with: ["connection": "facebook"]))
            let form = try #require(HTMLForm(in: page.text))
            let chosen = try await browser.post(
                browser.at(form.action),
                form: [
                    "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "person": "facebook|10154000000000001",
                ]
            )
            let answer = try await browser.get(try #require(chosen.location).description)
            #expect(answer.location?.query("code") != nil)
        },
        Row("/usernamepassword/login", ["oidc-implicit-profile"]) { browser in
            let page = try await browser.post(
                browser.at("/usernamepassword/login"),
                form: [
                    "client_id": TestClient.legacy.id, "response_type": "token", "scope": "openid",
                    "redirect_uri": TestClient.legacy.callback, "connection": Person.database,
                    "username": Person.ada.name, "password": Person.ada.password,
                ]
            )
            let form = try #require(HTMLForm(in: page.text), "\(page.text)")
            let answer = try await browser.post(
                form.action,
                form: ["wa": form["wa"] ?? "", "wresult": form["wresult"] ?? "", "wctx": form["wctx"] ?? ""]
            )
            #expect(answer.location?.fragment("access_token") != nil, "\(answer.page)")
        },
        Row("single sign-on, and prompt=none", [code, code, "oidc-implicit-profile"]) { browser in
            _ = try await browser.logIn(.legacy)
            #expect(try await browser.authorize(.asymmetric).location?.query("code") != nil)
            let silent = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            #expect(silent.location?.fragment("access_token") != nil)
        },
        Row("/oauth/ro", ["oauth2-resource-owner"]) { browser async throws in
            #expect(try await browser.resourceOwner().status == 200)
        },
        Row("/oauth/access_token", ["oauth2-access-token"]) { browser in
            let answer = try await browser.post(
                browser.at("/oauth/access_token"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": "facebook", "scope": "openid",
                    "access_token": "example-only-token-of-alan",
                ]
            )
            #expect(answer.status == 200)
        },
        Row("the exchange of a code, /userinfo and /tokeninfo: none of their own", [code]) { browser in
            let tokens = try await browser.redeem(try await browser.code(for: .legacy), by: .legacy)
            #expect(try await browser.userInfo(try #require(tokens.json["access_token"]?.text)).status == 200)
            #expect(try await browser.tokenInfo(try #require(tokens.json["id_token"]?.text)).status == 200)
        },
        Row("a token made by hand: none", []) {
            _ = try await $0.mint(["kind": "id", "client": "Legacy", "user": "ada@example.com"])
        },
        Row("a wrong password: none", []) { browser in
            #expect(try await browser.resourceOwner(password: "wrong").status == 401)
            let page = try await browser.open(try await browser.authorize(.legacy))
            #expect(try await browser.submit(page, password: "wrong").status == 401)
        },
        Row("somebody who is blocked: none", []) { browser async throws in
            let (name, password) = Person.blocked
            #expect(try await browser.resourceOwner(name: name, password: password).status == 401)
        },
        Row("prompt=none without a session: none", []) {
            let answer = try await $0.authorize(.legacy, with: ["prompt": "none"])
            #expect(answer.location?.query("error") == "login_required")
        },
    ]

    @Test("run them once, and name themselves in context.protocol", arguments: rows)
    func protocols(_ row: Row) async throws {
        try await RuleTenant.with(.passing("rule", "console.log(context.protocol);")) { _, browser in
            try await row.act(browser)
            #expect(try await browser.console() == row.protocols)
            #expect(try await browser.runs().map { $0["protocol"]?.text } == row.protocols)
        }
    }

    @Test("are the same for hooks alone, where the tenant has no rule")
    func hooksAlone() async throws {
        let hook = "{ name: blue, set: { scopes: { color: [name] } } }"
        try await RuleTenant.with(hooks: [hook]) { _, browser in
            for row in Self.rows {
                browser.cookies.removeAll()
                try await row.act(browser)
            }
            let runs = try await browser.runs()
            #expect(runs.allSatisfy { $0["hooks"] == ["blue"] && $0["rules"] == [] && $0["result"] == "proceeded" })
            #expect(runs.map { $0["protocol"]?.text } == Self.rows.flatMap(\.protocols))
        }
    }
}
