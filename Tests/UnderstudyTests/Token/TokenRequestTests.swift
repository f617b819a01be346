import TenantModel
import Testing
import UnderstudyTesting

@Suite("A request to /oauth/token")
struct TokenRequestTests {
    private static let client =
        "\"client_id\":\"\(TestClient.legacy.id)\",\"client_secret\":\"\(TestClient.legacy.secret)\""
    private static let good = "{\"grant_type\":\"authorization_code\",\"code\":\"CODE\",\(client)}"

    static let malformed = [
        ("a name twice", "{\"client_id\":\"x\",\(good.dropFirst())"),
        ("a trailing comma", "{\"grant_type\":\"authorization_code\",\"code\":\"CODE\",\(client),}"),
        ("a byte-order mark", "\u{FEFF}\(good)"),
        ("a comment", "/* */\(good)"),
        ("text after the object", "\(good) x"),
        ("two objects", "\(good)\(good)"),
        ("a number", "{\"grant_type\":\"authorization_code\",\"code\":12345,\(client)}"),
        ("a list", "{\"grant_type\":\"authorization_code\",\"code\":[\"CODE\"],\(client)}"),
        ("a list instead of an object", "[\(good)]"),
        ("a lone surrogate", "{\"grant_type\":\"authorization_code\",\"code\":\"\\ud800\",\(client)}"),
        ("an unclosed object", String(good.dropLast())),
        ("nothing but a word", "null"),
        ("brackets without end", "[".times(100_000)),
    ]

    @Test("that is not strict JSON of the right types is refused, and uses nothing up", arguments: malformed)
    func refused(_ name: String, _ body: String) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let answer = try await browser.expectNoChange {
                try await browser.post(browser.at("/oauth/token"), json: body.replacing("CODE", with: code))
            }
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_request")
            #expect(answer.fields["Cache-Control"]?.contains("no-store") == true, "G0-6")
        }
    }

    @Test("that is no UTF-8 is refused", arguments: ["application/json", "application/x-www-form-urlencoded"])
    func bytes(_ type: String) async throws {
        try await TestTenant.with { _, browser in
            let url = try browser.url(browser.at("/oauth/token"))
            let body: [UInt8] = Array("{\"code\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
            let answer = try await browser.send(.init("POST", url, fields: ["Content-Type": type], body: body))
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_request")
        }
    }

    @Test("with a code twice is refused, and the code is still good")
    func twice() async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let body = FormCoding.encode([
                "grant_type": "authorization_code", "code": code, "client_id": TestClient.legacy.id, "code": code,
                "client_secret": TestClient.legacy.secret, "redirect_uri": TestClient.legacy.callback,
            ])
            let answer = try await browser.post(browser.at("/oauth/token"), body: body)
            #expect(answer.refusal == "400 invalid_request: Duplicate parameter: code")
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
        }
    }

    @Test("is a POST: others are told so and nothing is used up", arguments: ["GET", "PUT", "DELETE", "PATCH"])
    func method(_ method: String) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let query = FormCoding.encode([
                "grant_type": "authorization_code", "code": code, "client_id": TestClient.legacy.id,
                "client_secret": TestClient.legacy.secret, "redirect_uri": TestClient.legacy.callback,
            ])
            let answer = try await browser.send(.init(method, try browser.url(browser.at("/oauth/token?\(query)"))))
            #expect(answer.status == 405)
            #expect(answer.fields["Allow"] == "POST")
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
        }
    }

    @Test("takes nothing from its query")
    func query() async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: .legacy)
            let answer = try await browser.post(
                browser.at("/oauth/token?code=\(code)"),
                form: [
                    "grant_type": "authorization_code", "client_id": TestClient.legacy.id,
                    "client_secret": TestClient.legacy.secret,
                ]
            )
            #expect(answer.refusal == "400 invalid_request: Missing required parameter: code")
        }
    }

    @Test(
        "of another content type is refused by name",
        arguments: ["text/plain", "multipart/form-data; boundary=x", "application/xml"]
    )
    func contentType(_ type: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/oauth/token"), body: "x=1", fields: ["Content-Type": type])
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_request")
        }
    }

    struct Grant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let type: String
        let tenant: String
        let strict: String
    }

    private static let unplayed = "is part of the real tenant, but is not emulated here."

    static let grants = [
        Grant(
            testDescription: "unknown",
            type: "guess",
            tenant: "501 unsupported_grant_type: Unsupported grant type: guess",
            strict: "400 unsupported_grant_type: Unsupported grant type: guess"
        ),
        Grant(
            testDescription: "missing",
            type: "",
            tenant: "501 unsupported_grant_type: Unsupported grant type: undefined",
            strict: "400 unsupported_grant_type: Unsupported grant type: undefined"
        ),
        Grant(
            testDescription: "documented, and not played here yet",
            type: "client_credentials",
            tenant: "400 unsupported_grant_type: The grant type client_credentials \(unplayed)",
            strict: "400 unsupported_grant_type: The grant type client_credentials \(unplayed)"
        ),
    ]

    @Test("with another grant_type is told which", arguments: grants, TestTenant.Position.allCases)
    func grant(_ grant: Grant, _ position: TestTenant.Position) async throws {
        try await TestTenant.with(position) { _, browser in
            let answer = try await browser.post(browser.at("/oauth/token"), form: ["grant_type": grant.type])
            #expect(answer.refusal == (position == .tenant ? grant.tenant : grant.strict))
        }
    }

    @Test("with a parameter in the query, too, has it twice", arguments: ["/oauth/token", "/oauth/revoke"])
    func query(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(
                browser.at("\(path)?client_id=x"),
                form: ["grant_type": "refresh_token", "client_id": "x", "refresh_token": "x", "token": "x"]
            )
            #expect(answer.refusal == "400 invalid_request: Duplicate parameter: client_id")
            let alone = try await browser.post(
                browser.at("\(path)?client_id=x"),
                form: ["grant_type": "refresh_token", "refresh_token": "x", "token": "x"]
            )
            #expect(alone.refusal == "400 invalid_request: Missing required parameter: client_id")
        }
    }

    @Test("that wants its token bound to a key is told that this is not emulated")
    func bound() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(
                browser.at("/oauth/token"),
                form: ["grant_type": "authorization_code", "code": "x"],
                fields: ["DPoP": "a.b.c"]
            )
            #expect(
                answer.refusal == "400 invalid_request: An access token bound to a key (DPoP) \(Self.unplayed)"
            )
        }
    }

    @Test("by a client without the grant is refused")
    func notAllowed() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.redeem("x", by: .implicitOnly)
            #expect(
                answer.refusal
                    == "403 unauthorized_client: Grant type 'authorization_code' not allowed for the client."
            )
        }
    }
}
