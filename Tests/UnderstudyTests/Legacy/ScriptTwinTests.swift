import TenantModel
import Testing
import UnderstudyTesting

@Suite("The script twin of a legacy call", .tags(.endToEnd))
struct ScriptTwinTests {
    private static let login =
        "client_id=\(TestClient.legacy.id)&connection=\(Person.database)&username=ada%40example.com"
        + "&scope=openid&cbx=__auth0jp0"

    private func object(_ answer: Exchange.Response) throws -> JSONObject {
        let opening = "/**/ typeof __auth0jp0 === 'function' && __auth0jp0("
        try #require(answer.text.hasPrefix(opening), "\(answer.text)")
        try #require(answer.text.hasSuffix(");"))
        let body = answer.text.dropFirst(opening.count).dropLast(2)
        return try #require(try JSONValue(parsing: String(body)).object)
    }

    @Test("gives tokens, a form and a user", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let tokens = try object(
                try await browser.get(browser.at("/oauth/ro?\(Self.login)&password=Lovelace1815"))
            )
            #expect(tokens["access_token"]?.text?.utf8.count == 16)
            let idToken = try #require(tokens["id_token"]?.text)
            let user = try object(try await browser.get(browser.at("/tokeninfo?id_token=\(idToken)&cbx=__auth0jp0")))
            #expect(user["status"] == 200)
            #expect(user["user"]?.object?["user_id"] == .string(Person.adaID))
            let form = try object(
                try await browser.get(
                    browser.at("/usernamepassword/login?\(Self.login)&password=Lovelace1815&response_type=token")
                )
            )
            #expect(form["status"] == 200)
            #expect(form["form"]?.text?.hasPrefix("<form") == true)
            let refused = try object(try await browser.get(browser.at("/oauth/ro?\(Self.login)&password=x")))
            #expect(refused["status"] == 401)
            #expect(refused["error"]?.object?["error"] == "invalid_user_password")
            try browser.transcript.matchesGolden("Legacy/script-twins.http")
        }
    }

    @Test(
        "is always 200, and says inside what the status would have been",
        arguments: [
            ("/oauth/ro?cbx=__auth0jp0", 400), ("/oauth/access_token?client_id=nobody&cbx=__auth0jp0", 403),
            ("/tokeninfo?id_token=x&cbx=__auth0jp0", 401), ("/usernamepassword/login?cbx=__auth0jp0", 400),
        ]
    )
    func failures(_ path: String, _ status: Int) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at(path))
            #expect(answer.status == 200)
            #expect(answer.fields["Content-Type"] == "application/javascript; charset=utf-8")
            let object = try object(answer)
            #expect(object["status"] == .integer(status))
            #expect(object["error"] != nil)
        }
    }

    @Test(
        "calls a function and nothing else",
        arguments: ["1a", "a..b", ".a", "a.", "a.1", "alert(1)//", "a;b", "<script>", "a".times(65), "é"]
    )
    func callbackName(_ name: String) async throws {
        try await TestTenant.with { _, browser in
            let query = FormCoding.encode(["cbx": name])
            let answer = try await browser.get(browser.at("/oauth/ro?\(query)"))
            #expect(answer.refusal == "400 invalid_request: cbx must be the name of a function")
        }
    }

    @Test("cannot end the script element it stands in")
    func escaped() async throws {
        try await TestTenant.with { _, browser in
            let attack = FormCoding.encode(["grant_type": "</script><script>alert(1)</script>"])
            let answer = try await browser.get(
                browser.at("/oauth/ro?client_id=\(TestClient.legacy.id)&\(attack)&cbx=__auth0jp0")
            )
            #expect(!answer.text.contains("<"))
            #expect(try object(answer)["error"]?.object?["error"] == "unsupported_grant_type")
        }
    }

    @Test(
        "a GET without a callback is no login",
        arguments: ["/oauth/ro", "/oauth/access_token", "/usernamepassword/login"]
    )
    func withoutCallback(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(
                browser.at("\(path)?\(Self.login.replacing("&cbx=__auth0jp0", with: ""))")
            )
            #expect(answer.status == 405)
            #expect(answer.fields["Allow"] == "POST")
        }
    }

    @Test("R6: takes raw brackets in its query")
    func brackets() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(
                browser.at("/oauth/ro?\(Self.login)&password=Lovelace1815&user_metadata[color]=red&t1700000000000")
            )
            #expect(try object(answer)["access_token"] != nil)
        }
    }
}
