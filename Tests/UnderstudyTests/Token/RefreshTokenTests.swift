import TenantModel
import Testing
import UnderstudyTesting

@Suite("The refresh_token grant", .tags(.endToEnd))
struct RefreshTokenTests {
    private static let unknown = "403 invalid_grant: Unknown or invalid refresh token."

    @Test("gives an access_token and an id_token, again and again, and no new refresh token", .tags(.golden))
    func journey() async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.refresh(DelegationTenant.tablet)
            #expect(answer.json.names == ["access_token", "id_token", "scope", "expires_in", "token_type"])
            let access = try #require(answer.json["access_token"]?.text)
            #expect(access.utf8.count == 32)
            #expect(try await browser.userInfo(access).json["sub"] == .string(Person.adaID))
            try await browser.advance(seconds: 86_401)
            #expect(try await browser.userInfo(access).status == 401)
            let again = try await browser.refresh(DelegationTenant.tablet)
            let claims = try #require(again.json["id_token"]?.text).claims
            #expect(claims["iat"] == .integer(TestTenant.noon + 86_401))
            #expect(try await browser.revoke(DelegationTenant.tablet).status == 200)
            #expect(try await browser.refresh(DelegationTenant.tablet).refusal == Self.unknown)
            try browser.transcript.matchesGolden("Token/refresh.http")
        }
    }

    static let scopes: [(String?, String)] = [
        (nil, "200 openid email offline_access"), ("", "200 openid email offline_access"), ("openid", "200 openid"),
        ("email openid", "200 email openid"), ("offline_access", "200 offline_access"), ("openid name", "200 openid"),
        ("openid phone", "400 The scope 'phone' was not granted with this refresh token"),
    ]

    @Test("narrows the scope and never widens it", arguments: scopes)
    func scope(_ asked: String?, _ expected: String) async throws {
        try await DelegationTenant.with { _, browser in
            let more: KeyValuePairs = asked.map { ["scope": $0] } ?? [:]
            let answer = try await browser.refresh(DelegationTenant.tablet, with: more)
            let said = answer.json["scope"]?.text ?? answer.json["error_description"]?.text ?? "-"
            #expect("\(answer.status) \(said)" == expected)
            if answer.status == 200 { #expect((answer.json["id_token"] != nil) == said.contains("openid")) }
        }
    }

    @Test(
        "takes the scope as a list, too, and no other JSON",
        arguments: [
            (#"["email","openid"]"#, "200 email openid"), (#"["phone"]"#, "400 invalid_scope"),
            ("1", "400 invalid_scope"),
            ("[1]", "400 invalid_scope"), (#"{"a":1}"#, "400 invalid_scope"),
            ("null", "200 openid email offline_access"),
        ]
    )
    func json(_ scope: String, _ expected: String) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.post(
                browser.at("/oauth/token"),
                json: """
                    {"grant_type":"refresh_token","client_id":"\(DelegationTenant.id("Mobile"))",
                    "refresh_token":"\(DelegationTenant.tablet)","scope":\(scope)}
                    """
            )
            let said = answer.json["scope"]?.text ?? answer.json["error"]?.text ?? "-"
            #expect("\(answer.status) \(said)" == expected)
        }
    }

    @Test("R25: ignores what else libraries send")
    func extras() async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.refresh(
                DelegationTenant.phone,
                with: ["redirect_uri": "https://x.example", "audience": "urn:x", "device": "d", "state": "s"]
            )
            #expect(answer.status == 200)
        }
    }

    static let handMade = [
        "eyJhbGciOiJub25lIn0.e30.", "bm9uY2U6YWRh", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "\u{0}", "x".times(10_240),
        "example-refresh-token-of-ada-s-phonE", "' OR 1=1 --",
    ]

    @Test("refuses a token that nobody issued", arguments: handMade, TestTenant.Position.allCases)
    func forged(_ token: String, _ position: TestTenant.Position) async throws {
        try await DelegationTenant.with(position) { _, browser in
            let answer = try await browser.expectNoChange { try await browser.refresh(token) }
            let status = position == .tenant ? 403 : 400
            #expect(answer.refusal == "\(status) invalid_grant: Unknown or invalid refresh token.")
        }
    }

    @Test("refuses another client's, which stays good for its own")
    func otherClient() async throws {
        try await DelegationTenant.with { _, browser in
            let thief = try await browser.refresh(
                DelegationTenant.phone,
                by: "AppA",
                with: ["client_secret": DelegationTenant.secret("AppA")]
            )
            #expect(thief.refusal == Self.unknown)
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200)
        }
    }

    @Test("asks a client that has a secret for it", arguments: ["", "wrong"])
    func secret(_ secret: String) async throws {
        try await DelegationTenant.with { _, browser in
            let token = "example-refresh-token-of-ada-at-app-a"
            let wrong = try await browser.refresh(token, by: "AppA", with: ["client_secret": secret])
            #expect(wrong.refusal == "401 access_denied: Unauthorized")
            let right = ["client_secret": DelegationTenant.secret("AppA")] as KeyValuePairs
            #expect(try await browser.refresh(token, by: "AppA", with: right).status == 200)
        }
    }

    @Test("refuses a blocked user, and a client without the grant")
    func refused() async throws {
        try await DelegationTenant.with { _, browser in
            let blocked = try await browser.refresh("example-refresh-token-of-a-blocked-user")
            #expect(blocked.refusal == "401 unauthorized: user is blocked")
            let secret = DelegationTenant.secret("LoginOnly")
            let answer = try await browser.refresh("x", by: "LoginOnly", with: ["client_secret": secret])
            #expect(
                answer.refusal
                    == "403 unauthorized_client: Grant type 'refresh_token' not allowed for the client."
            )
        }
    }

    @Test("needs the token")
    func missing() async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.refresh("")
            #expect(answer.refusal == "400 invalid_request: Missing required parameter: refresh_token")
        }
    }

    @Test("redeems what each way of logging in gave", arguments: [TestClient.legacy, .conformant])
    func issued(_ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: client, scope: "openid offline_access", with: ["device": "phone"])
            let token = try #require(try await browser.redeem(code, by: client).json["refresh_token"]?.text)
            #expect(token.utf8.count == 45)
            let answer = try await browser.post(
                browser.at("/oauth/token"),
                form: [
                    "grant_type": "refresh_token", "refresh_token": token, "client_id": client.id,
                    "client_secret": client.secret,
                ]
            )
            #expect(answer.json["id_token"]?.text?.claims["sub"] == .string(Person.adaID))
        }
    }
}
