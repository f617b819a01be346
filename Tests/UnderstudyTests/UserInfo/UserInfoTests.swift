import TenantModel
import Testing
import UnderstudyTesting

@Suite("/userinfo")
struct UserInfoTests {
    @Test("says the same by GET, and by POST with the token in header or body")
    func ways() async throws {
        try await TestTenant.with { _, browser in
            let login = try await browser.logIn(
                .conformant,
                "token id_token",
                scope: "openid email",
                with: ["nonce": "n"]
            )
            let token = try #require(login.location?.fragment("access_token"))
            let url = browser.at("/userinfo")
            let answers = [
                try await browser.userInfo(token),
                try await browser.send(
                    .init("POST", try browser.url(url), fields: ["Authorization": "Bearer \(token)"])
                ),
                try await browser.post(url, form: ["access_token": token]),
                try await browser.post(url, json: "{\"access_token\":\"\(token)\"}"),
                try await browser.get("\(url)?access_token=\(token)"),
            ]
            for answer in answers {
                #expect(answer.status == 200)
                #expect(answer.body == answers[0].body)
            }
            #expect(answers[0].json["sub"] == login.location?.fragment("id_token")?.claims["sub"])
            #expect(answers[0].json.names.first == "sub")
        }
    }

    static let scopes: [(String, [String])] = [
        ("openid", ["sub"]),
        (
            "openid profile",
            ["sub", "nickname", "name", "picture", "updated_at", "given_name", "family_name", "gender"]
        ),
        ("openid email", ["sub", "email", "email_verified"]), ("openid phone", ["sub"]), ("openid address", ["sub"]),
        ("openid name nickname", ["sub"]),
        (
            "openid profile email phone address",
            [
                "sub", "nickname", "name", "picture", "updated_at", "given_name", "family_name", "gender", "email",
                "email_verified",
            ]
        ),
    ]

    @Test("of a conformant token has the claims of its scope, and no more", arguments: scopes)
    func claims(_ scope: String, _ names: [String]) async throws {
        try await TestTenant.with { _, browser in
            let login = try await browser.logIn(.conformant, "token", scope: scope)
            let answer = try await browser.userInfo(try #require(login.location?.fragment("access_token")))
            #expect(answer.json.names == names)
        }
    }

    @Test("of a legacy token is the whole profile, whatever its scope", arguments: ["", "openid", "openid email"])
    func legacy(_ scope: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: scope).json["access_token"]?.text)
            let names = try await browser.userInfo(token).json.names
            #expect(names.prefix(3) == ["email_verified", "email", "clientID"])
            #expect(names.contains("app_metadata"))
            #expect(names.last == "sub")
        }
    }

    @Test("of a conformant token without openid is refused")
    func withoutOpenID() async throws {
        try await TestTenant.with { _, browser in
            let login = try await browser.logIn(.conformant, "token", scope: "email")
            let answer = try await browser.userInfo(try #require(login.location?.fragment("access_token")))
            #expect(answer.status == 401)
        }
    }

    @Test(
        "ends after 24 hours, at the exact second",
        arguments: [(86_399, true), (86_400, false), (86_401, false)]
    )
    func expiry(_ seconds: Int, _ isTaken: Bool) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            try await browser.advance(seconds: seconds)
            let answer = try await browser.userInfo(token)
            #expect((answer.status == 200) == isTaken)
            if !isTaken {
                #expect(answer.text == "Unauthorized")
                #expect(answer.fields["Content-Type"] == nil)
                #expect(
                    answer.fields["WWW-Authenticate"]?.hasPrefix(#"Bearer realm="Users", error="invalid_token""#)
                        == true
                )
            }
        }
    }

    @Test("a refresh token survives the access token it came with")
    func refreshTokenLives() async throws {
        try await TestTenant.with { _, browser in
            let before = try await browser.control("GET", "/clock/timeline").json["events"]?.elements?.count
            _ = try await browser.post(
                browser.at("/oauth/ro"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": Person.database, "username": Person.ada.name,
                    "password": Person.ada.password, "scope": "openid offline_access", "device": "phone",
                ]
            )
            let events = try #require(try await browser.control("GET", "/clock/timeline").json["events"]?.elements)
            #expect(before == 0)
            #expect(events.compactMap { $0.object?["kind"]?.text } == ["id_token", "access_token"])
        }
    }
}
