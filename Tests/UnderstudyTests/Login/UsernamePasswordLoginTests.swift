import TenantModel
import Testing
import UnderstudyTesting

@Suite("/usernamepassword/login", .tags(.endToEnd))
struct UsernamePasswordLoginTests {
    static let body: KeyValuePairs<String, String> = [
        "client_id": TestClient.legacy.id, "connection": Person.database, "tenant": "localhost:3443",
        "username": Person.ada.name, "password": Person.ada.password, "redirect_uri": TestClient.legacy.callback,
        "response_type": "token", "scope": "openid email", "state": "s", "nonce": "n", "sso": "true", "popup": "false",
    ]

    @Test("answers with a form that /login/callback takes once", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/usernamepassword/login"), form: Self.body)
            #expect(answer.status == 200)
            #expect(answer.fields["Content-Type"] == "text/html; charset=utf-8")
            #expect(answer.text.hasPrefix("<form"), "R8: the first element is the form")
            let form = try #require(HTMLForm(in: answer.text))
            #expect(form.action == "https://tenant.localhost/login/callback")
            #expect(form.inputs.map(\.name).prefix(3) == ["wa", "wresult", "wctx"])
            let result = try #require(form["wresult"]).claims
            #expect(result["exp"] == .integer(TestTenant.noon + 60))
            #expect(result["aud"] == .string("urn:auth0:tenant:\(Person.database)"))
            let done = try await finish(form, browser)
            #expect(done.status == 303)
            #expect(done.location?.fragment("state") == "s")
            #expect(done.location?.fragment("id_token")?.claims["nonce"] == "n")
            try browser.transcript.matchesGolden("Login/username-password.http")
            let again = try await browser.expectNoChange { try await finish(form, browser) }
            #expect(again.status == 400 && again.isErrorPage, "OT-19")
        }
    }

    private func finish(
        _ form: HTMLForm,
        wctx: String? = nil,
        fields: Fields = [:],
        _ browser: Browser
    ) async throws -> Exchange.Response {
        try await browser.post(
            form.action,
            form: ["wa": form["wa"] ?? "", "wresult": form["wresult"] ?? "", "wctx": wctx ?? form["wctx"] ?? ""],
            fields: fields
        )
    }

    @Test("takes the form from the client's own pages, from nobody else's")
    func foreignPage() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/usernamepassword/login"), form: Self.body)
            let form = try #require(HTMLForm(in: answer.text))
            for origin in ["https://evil.example", "null", "http://app.example"] {
                let refused = try await browser.expectNoChange {
                    try await finish(form, fields: ["Origin": origin], browser)
                }
                #expect(refused.status == 400 && refused.isErrorPage, "\(origin)")
                #expect(refused.fields["Set-Cookie"] == nil)
            }
            #expect(try await finish(form, fields: ["Origin": "https://app.example"], browser).status == 303)
        }
    }

    @Test(
        "takes the form from a page that hides its address where the client's own page was given it",
        arguments: [("https://app.example", 303), ("https://evil.example", 400), ("null", 400)]
    )
    func hiddenPage(_ origin: String, _ status: Int) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(
                browser.at("/usernamepassword/login"),
                form: Self.body,
                fields: ["Origin": origin]
            )
            let form = try #require(HTMLForm(in: answer.text))
            #expect(try await finish(form, fields: ["Origin": "null"], browser).status == status)
        }
    }

    @Test("gives the form a minute, to the second", arguments: [(59, true), (60, false)])
    func lifetime(_ seconds: Int, _ isAlive: Bool) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/usernamepassword/login"), form: Self.body)
            let form = try #require(HTMLForm(in: answer.text))
            try await browser.advance(seconds: seconds)
            #expect((try await finish(form, browser).location?.fragment("access_token") != nil) == isAlive)
        }
    }

    @Test("believes the ticket, not the context that travelled through the browser")
    func tampering() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/usernamepassword/login"), form: Self.body)
            let form = try #require(HTMLForm(in: answer.text))
            let done = try await finish(form, wctx: #"{"redirect_uri":"https://evil.example/"}"#, browser)
            #expect(done.fields["Location"]?.hasPrefix("https://app.example/cb#") == true)
        }
    }

    @Test("R3: takes JSON, too")
    func json() async throws {
        try await TestTenant.with { _, browser in
            let body = JSONObject(Self.body.map { ($0.key, .string($0.value)) })
            let answer = try await browser.post(browser.at("/usernamepassword/login"), json: body.serializedText)
            #expect(answer.text.hasPrefix("<form"))
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let changes: [String: String]
        let status: Int
        let name: String
        let code: String
        let description: String
    }

    static let refusals = [
        Row(
            testDescription: "a wrong password",
            changes: ["password": "x"],
            status: 401,
            name: "ValidationError",
            code: "invalid_user_password",
            description: "Wrong email or password."
        ),
        Row(
            testDescription: "an unknown name",
            changes: ["username": "x"],
            status: 401,
            name: "ValidationError",
            code: "invalid_user_password",
            description: "Wrong email or password."
        ),
        Row(
            testDescription: "a blocked user",
            changes: ["username": Person.blocked.name, "password": Person.blocked.password],
            status: 401,
            name: "UnauthorizedError",
            code: "unauthorized",
            description: "user is blocked"
        ),
        Row(
            testDescription: "an unknown connection",
            changes: ["connection": "nowhere"],
            status: 404,
            name: "NotFoundError",
            code: "invalid_connection",
            description: "connection not found"
        ),
        Row(
            testDescription: "a conformant client away from the hosted page",
            changes: ["client_id": TestClient.conformant.id, "redirect_uri": TestClient.conformant.callback],
            status: 403,
            name: "ForbiddenError",
            code: "unauthorized_client",
            description: "Password login is disabled for clients using externally hosted login pages with "
                + "oidc_conformant flag set"
        ),
        Row(
            testDescription: "a foreign redirect URI",
            changes: ["redirect_uri": "https://evil.example/"],
            status: 403,
            name: "ForbiddenError",
            code: "unauthorized_client",
            description: "Callback URL mismatch. The provided redirect_uri is not in the list of allowed "
                + "callback URLs."
        ),
        Row(
            testDescription: "no password",
            changes: ["password": ""],
            status: 400,
            name: "BadRequestError",
            code: "invalid_request",
            description: "missing password parameter"
        ),
    ]

    @Test("refuses in its own dialect", arguments: refusals)
    func refusal(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let body = Self.body.map { FormCoding.encode([$0.key: row.changes[$0.key] ?? $0.value]) }
            let answer = try await browser.expectNoChange {
                try await browser.post(browser.at("/usernamepassword/login"), body: body.joined(separator: "&"))
            }
            #expect(answer.status == row.status)
            #expect(
                answer.json == [
                    "name": .string(row.name), "code": .string(row.code), "description": .string(row.description),
                    "statusCode": .integer(row.status),
                ]
            )
        }
    }

    @Test("on the hosted page finishes the login that was begun there")
    func hosted() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.conformant, with: ["state": "client-state"])
            let page = try #require(HTMLForm(in: try await browser.open(begun).text))
            let answer = try await browser.post(
                browser.at("/usernamepassword/login"),
                form: [
                    "state": page["state"] ?? "", "_csrf": page["_csrf"] ?? "", "_intstate": "deprecated",
                    "client_id": TestClient.conformant.id, "connection": Person.database, "username": Person.ada.name,
                    "password": Person.ada.password, "tenant": "tenant",
                ]
            )
            let done = try await finish(try #require(HTMLForm(in: answer.text)), browser)
            #expect(done.location?.query("state") == "client-state")
        }
    }

    @Test("on the hosted page leaves the login as it was after a wrong password")
    func retry() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.legacy, with: ["state": "client-state"])
            let page = try #require(HTMLForm(in: try await browser.open(begun).text))
            func attempt(_ password: String) async throws -> Exchange.Response {
                try await browser.post(
                    browser.at("/usernamepassword/login"),
                    form: [
                        "state": page["state"] ?? "", "_csrf": page["_csrf"] ?? "", "client_id": TestClient.legacy.id,
                        "connection": Person.database, "username": Person.ada.name, "password": password,
                    ]
                )
            }
            let refused = try await browser.expectNoChange { try await attempt("wrong") }
            #expect(refused.json["code"] == "invalid_user_password")
            let done = try await finish(
                try #require(HTMLForm(in: try await attempt(Person.ada.password).text)),
                browser
            )
            #expect(done.location?.query("state") == "client-state")
        }
    }

    @Test("a captcha is never asked")
    func challenge() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/usernamepassword/challenge"), json: #"{"state":"x"}"#)
            #expect(answer.status == 200)
            #expect(answer.text == "{}")
        }
    }
}
