import Testing
import UnderstudyTesting

@Suite("A refusal at /authorize")
struct AuthorizeRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: String
        let refusal: String

        init(_ name: String, _ query: String, _ refusal: String) {
            (testDescription, self.query, self.refusal) = (name, query, refusal)
        }
    }

    static let legacy = "client_id=\(TestClient.legacy.id)"
    static let callback = "redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
    static let usual = "\(legacy)&\(callback)&response_type=code"

    static let shown = [
        Row(
            "response_type missing",
            "\(legacy)&\(callback)",
            "400 invalid_request: Missing required parameter: response_type"
        ),
        Row(
            "response_type unknown",
            "\(legacy)&\(callback)&response_type=saml",
            "501 unsupported_response_type: Unsupported response type: saml"
        ),
        Row(
            "response_type with a word twice",
            "\(legacy)&response_type=code+code",
            "501 unsupported_response_type: Unsupported response type: code code"
        ),
        Row(
            "response_mode unknown",
            "\(usual)&response_mode=carrier_pigeon",
            "501 unsupported_response_mode: Unsupported response mode: carrier_pigeon"
        ),
        Row(
            "a token in the query",
            "\(legacy)&response_type=token&response_mode=query",
            "501 unsupported_response_mode: Unsupported response mode: query"
        ),
        Row(
            "client_id missing",
            "response_type=code&\(callback)",
            "400 invalid_request: Missing required parameter: client_id"
        ),
        Row("client_id unknown", "client_id=nobody&response_type=code", "400 invalid_request: Unknown client: nobody"),
        Row(
            "client_id twice, equal",
            "\(usual)&\(legacy)",
            "400 invalid_request: Duplicate parameter: client_id"
        ),
        Row(
            "client_id twice, different",
            "\(usual)&client_id=nobody",
            "400 invalid_request: Duplicate parameter: client_id"
        ),
        Row("redirect_uri twice", "\(usual)&\(callback)", "400 invalid_request: Duplicate parameter: redirect_uri"),
        Row(
            "response_type twice",
            "\(usual)&response_type=code",
            "400 invalid_request: Duplicate parameter: response_type"
        ),
        Row("state twice", "\(usual)&state=a&state=b", "400 invalid_request: Duplicate parameter: state"),
        Row(
            "bytes that are no UTF-8",
            "\(usual)&scope=%FF%FE",
            "400 invalid_request: The parameters are not valid percent-encoded UTF-8"
        ),
        Row(
            "a broken escape",
            "\(usual)&scope=%zz",
            "400 invalid_request: The parameters are not valid percent-encoded UTF-8"
        ),
    ]

    @Test("is a page while client and redirect URI are unproven", arguments: shown)
    func page(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.get(browser.at("/authorize?\(row.query)"))
            }
            #expect(answer.page == row.refusal)
            #expect(answer.isErrorPage)
            #expect(answer.cookies.isEmpty)
        }
    }

    static let redirected = [
        Row("nonce twice", "\(usual)&nonce=a&nonce=b", "invalid_request: Duplicate parameter: nonce"),
        Row("scope twice", "\(usual)&scope=a&scope=a", "invalid_request: Duplicate parameter: scope"),
        Row("unknown connection", "\(usual)&connection=nowhere", "invalid_request: the connection was not found"),
        Row("disabled connection", "\(usual)&connection=Archive", "invalid_request: the connection was disabled"),
        Row("unknown audience", "\(usual)&audience=urn:nobody", "access_denied: Service not found: urn:nobody"),
        Row(
            "prompt=none login",
            "\(usual)&prompt=none+login",
            "invalid_request: Prompt includes none with other values"
        ),
        Row("R22: prompt=none without a session", "\(usual)&prompt=none", "login_required: Login required"),
        Row(
            "max_age that is no number",
            "\(usual)&max_age=soon",
            "invalid_request: max_age must be a whole number of seconds"
        ),
        Row("max_age below zero", "\(usual)&max_age=-1", "invalid_request: max_age must be a whole number of seconds"),
        Row(
            "max_age beyond every number",
            "\(usual)&max_age=9223372036854775808",
            "invalid_request: max_age must be a whole number of seconds"
        ),
        Row(
            "code_challenge_method unknown",
            "\(usual)&code_challenge=\("a".times(43))&code_challenge_method=S512",
            "invalid_request: code_challenge_method must be S256 or plain"
        ),
        Row(
            "a method without its challenge",
            "\(usual)&code_challenge_method=S256",
            "invalid_request: Missing required parameter: code_challenge"
        ),
        Row(
            "a challenge too short",
            "\(usual)&code_challenge=abc",
            "invalid_request: code_challenge must have 43 to 128 unreserved characters"
        ),
        Row(
            "implicit not enabled for the client",
            "client_id=\(TestClient.codeOnly.id)&response_type=token",
            "unauthorized_client: Grant type 'implicit' not allowed for the client."
        ),
        Row(
            "code not enabled for the client",
            "client_id=\(TestClient.implicitOnly.id)&response_type=code",
            "unauthorized_client: Grant type 'authorization_code' not allowed for the client."
        ),
        Row(
            "a conformant client without nonce",
            "client_id=\(TestClient.conformant.id)&response_type=id_token",
            "invalid_request: Missing required parameter: nonce"
        ),
    ]

    @Test("is told to a proven client, with its state (R12)", arguments: redirected, ["", "&response_mode=fragment"])
    func redirect(_ row: Row, mode: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.get(browser.at("/authorize?\(row.query)\(mode)&state=%3D%2B%2F"))
            }
            #expect(answer.status == 302)
            #expect(answer.redirectedRefusal == row.refusal)
            let place = try #require(answer.location)
            let isFragment = !mode.isEmpty || !row.query.contains("response_type=code")
            #expect((isFragment ? place.fragment("state") : place.query("state")) == "=+/")
            #expect(place.host != "tenant.localhost")
        }
    }

    @Test("leaves nothing of the request unescaped on the page")
    func escaped() async throws {
        try await TestTenant.with { _, browser in
            let attack = "</script><script>alert(1)</script>"
            let answer = try await browser.authorize(["client_id": attack, "response_type": "code", "state": attack])
            #expect(answer.status == 400)
            #expect(!answer.text.contains("<script>alert"))
        }
    }
}
