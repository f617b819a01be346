import TenantModel
import Testing
import Tokens
import UnderstudyTesting

@Suite("/oauth/ro", .tags(.endToEnd))
struct ResourceOwnerTests {
    @Test("logs in without a browser, with an id_token that the client's secret verifies", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.resourceOwner(scope: "openid email app_metadata nothing")
            let token = try #require(answer.json["id_token"]?.text)
            let secret = try #require(Base64URL.decodeLenient(TestClient.legacy.secret))
            _ = try JWSVerifier(allowing: [.hs256], hmac: HMACKey(bytes: secret)).verify(token)
            _ = try await browser.userInfo(try #require(answer.json["access_token"]?.text))
            _ = try await browser.tokenInfo(token)
            try browser.transcript.matchesGolden("Legacy/resource-owner.http")
        }
    }

    @Test("R17: signs with the secret's own bytes where the client says so")
    func rawSecret() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.resourceOwner(.rawSecret)
            let token = try #require(answer.json["id_token"]?.text)
            _ = try JWSVerifier(allowing: [.hs256], hmac: HMACKey(bytes: Array(TestClient.rawSecret.secret.utf8)))
                .verify(token)
            #expect(token.claims["exp"] == .integer(TestTenant.noon + 600), "and for as long as it says")
        }
    }

    @Test("without openid gives an access token only, with offline_access and a device a refresh token too")
    func scopes() async throws {
        try await TestTenant.with { _, browser in
            #expect(
                try await browser.resourceOwner(scope: "").json.names == ["access_token", "expires_in", "token_type"]
            )
            let offline = try await browser.post(
                browser.at("/oauth/ro"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": Person.database, "username": Person.ada.name,
                    "password": Person.ada.password, "scope": "openid offline_access", "device": "phone",
                ]
            )
            #expect(offline.json.names == ["id_token", "access_token", "refresh_token", "expires_in", "token_type"])
            #expect(offline.json["refresh_token"]?.text?.utf8.count == 45)
            #expect(offline.json["token_type"] == "bearer")
            #expect(offline.json["expires_in"] == 86400, "R21")
            #expect(
                try await browser.resourceOwner(scope: "openid offline_access").json["refresh_token"] == nil,
                "no device, no refresh token, no error"
            )
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let changes: [String: String]
        let refusal: String

        init(_ name: String, _ changes: [String: String], _ refusal: String) {
            (testDescription, self.changes, self.refusal) = (name, changes, refusal)
        }
    }

    static let good: KeyValuePairs<String, String> = [
        "client_id": TestClient.legacy.id, "connection": Person.database, "grant_type": "password",
        "username": Person.ada.name, "password": Person.ada.password, "scope": "openid",
    ]

    static let refusals = [
        Row("no username", ["username": ""], "400 invalid_request: missing username parameter"),
        Row("no password", ["password": ""], "400 invalid_request: missing password parameter"),
        Row("no connection", ["connection": ""], "400 invalid_request: missing connection parameter"),
        Row("no client_id", ["client_id": ""], "400 invalid_request: missing client_id parameter"),
        Row("an unknown client", ["client_id": "nobody"], "403 unauthorized_client: invalid client"),
        Row(
            "a client without the grant",
            ["client_id": TestClient.codeOnly.id],
            "403 unauthorized_client: Grant type 'http://auth0.com/oauth/legacy/grant-type/ro' not allowed "
                + "for the client."
        ),
        Row(
            "a conformant client",
            ["client_id": TestClient.conformant.id],
            "400 invalid_request: OIDC conformant clients cannot use /oauth/ro"
        ),
        Row(
            "an unknown connection",
            ["connection": "nowhere"],
            "400 invalid_request: the connection was not found"
        ),
        Row(
            "a disabled connection",
            ["connection": "Archive"],
            "400 invalid_request: the connection was disabled"
        ),
        Row(
            "a social connection",
            ["connection": "facebook"],
            "400 invalid_request: specified strategy does not support requested operation"
        ),
        Row(
            "a one-time code",
            ["connection": "email"],
            "400 invalid_request: A one-time code at /oauth/ro is part of the real tenant, but is not emulated here."
        ),
        Row(
            "a blocked user",
            ["username": Person.blocked.name, "password": Person.blocked.password],
            "401 unauthorized: user is blocked"
        ),
        Row(
            "a blocked user with a wrong password",
            ["username": Person.blocked.name],
            "401 invalid_user_password: Wrong email or password."
        ),
        Row("another grant", ["grant_type": "guess"], "501 unsupported_grant_type: Unsupported grant type: guess"),
        Row(
            "a zero byte",
            ["username": "a@example.com\u{0}b", "password": "Nul1815"],
            "401 invalid_user_password: Wrong email or password."
        ),
        Row(
            "a wrong bcrypt password",
            ["username": Person.grace.name],
            "401 invalid_user_password: Wrong email or password."
        ),
        Row(
            "a social user's name",
            ["username": "alan@example.com"],
            "401 invalid_user_password: Wrong email or password."
        ),
    ]

    @Test("refuses in the documented words", arguments: refusals)
    func refusal(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let body = Self.good.map { FormCoding.encode([$0.key: row.changes[$0.key] ?? $0.value]) }
            let answer = try await browser.expectNoChange {
                try await browser.post(browser.at("/oauth/ro"), body: body.joined(separator: "&"))
            }
            #expect(answer.refusal == row.refusal)
            #expect(answer.fields["Cache-Control"]?.contains("no-store") == true)
        }
    }

    @Test("answers a wrong password and an unknown name with the same bytes")
    func indistinguishable() async throws {
        try await TestTenant.with { _, browser in
            let answers = [
                try await browser.resourceOwner(password: "wrong"),
                try await browser.resourceOwner(name: "nobody@example.com"),
            ]
            #expect(answers[0].refusal == "401 invalid_user_password: Wrong email or password.")
            #expect(answers[0].body == answers[1].body)
            let names = answers.map { $0.fields.all.map(\.name) }
            #expect(names[0] == names[1])
        }
    }

    @Test(
        "wants text",
        arguments: [
            ("\"scope\":[\"openid\"]", "scope parameter must be a string"),
            ("\"username\":{}", "username parameter must be a string"),
            ("\"password\":1815", "password parameter must be a string"),
            ("\"connection\":true", "connection parameter must be a string"),
        ]
    )
    func types(_ member: String, _ description: String) async throws {
        try await TestTenant.with { _, browser in
            let name = member.dropFirst().prefix { $0 != "\"" }
            let rest = Self.good.filter { $0.key != name }.map { "\"\($0.key)\":\"\($0.value)\"" }
            let answer = try await browser.post(
                browser.at("/oauth/ro"),
                json: "{\(rest.joined(separator: ",")),\(member)}"
            )
            #expect(answer.refusal == "400 invalid_request: \(description)")
        }
    }

    @Test("R3, R4, R25: takes what old libraries send: brackets, null, empty and unknown members")
    func oldLibraries() async throws {
        try await TestTenant.with { _, browser in
            let form = Self.good.map { FormCoding.encode([$0.key: $0.value]) }.joined(separator: "&")
            let brackets = try await browser.post(
                browser.at("/oauth/ro"),
                body:
                    "\(form)&user_metadata[color]=red&authParams[redirect_uri]=x&sso=false&popup=true"
            )
            #expect(brackets.status == 200, "\(brackets.refusal)")
            let json = Self.good.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
            let nulls = try await browser.post(
                browser.at("/oauth/ro"),
                json: "{\(json),\"id_token\":null,\"device\":null,\"organization\":null,\"authParams\":{}}"
            )
            #expect(nulls.status == 200, "\(nulls.refusal)")
        }
    }
}
