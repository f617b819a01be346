import TenantModel
import Testing
import UnderstudyTesting

@Suite("The exchange of a code", .tags(.endToEnd))
struct CodeExchangeTests {
    @Test(
        "gives tokens for the client's secret",
        .tags(.golden),
        arguments: [TestClient.legacy, .asymmetric, .conformant]
    )
    func journey(_ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: client, scope: "openid profile email", with: ["nonce": "n"])
            let answer = try await browser.redeem(code, by: client)
            #expect(answer.status == 200)
            let token = try #require(answer.json["access_token"]?.text)
            #expect(token.utf8.count == (client == .conformant ? 32 : 16))
            #expect(answer.json["expires_in"] == 86400, "R21")
            #expect(answer.json["id_token"]?.text?.claims["nonce"] == "n")
            _ = try await browser.userInfo(token)
            try browser.transcript.last(2).matchesGolden("Token/code-\(client.rawValue.lowercased()).http")
        }
    }

    @Test(
        "gives a refresh token where offline access was granted",
        arguments: [
            (TestClient.legacy, ["device": "phone"], true), (.legacy, [:], false), (.conformant, [:], true),
        ]
    )
    func offline(_ client: TestClient, _ more: [String: String], _ isGiven: Bool) async throws {
        try await TestTenant.with { _, browser in
            let device = more["device"].map { "&device=\($0)" } ?? ""
            let begun = try await browser.get(
                browser.at("/authorize?client_id=\(client.id)&response_type=code&scope=openid+offline_access\(device)")
            )
            let code = try await browser.submit(try await browser.open(begun)).location?.query("code")
            let body = FormCoding.encode([
                "grant_type": "authorization_code", "code": try #require(code), "client_id": client.id,
                "client_secret": client.secret,
            ])
            let answer = try await browser.post(browser.at("/oauth/token"), body: body)
            #expect(answer.json["refresh_token"]?.text?.utf8.count == (isGiven ? 45 : nil))
        }
    }

    @Test("without openid gives no id_token")
    func withoutOpenID() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.redeem(try await browser.code(for: .legacy, scope: "email"), by: .legacy)
            #expect(answer.json.names == ["access_token", "expires_in", "token_type"])
        }
    }

    @Test("means the same as JSON and as a form")
    func encodings() async throws {
        var answers: [String] = []
        for isJSON in [true, false] {
            try await TestTenant.with { _, browser in
                let body: JSONObject = [
                    "grant_type": "authorization_code", "code": .string(try await browser.code(for: .legacy)),
                    "client_id": .string(TestClient.legacy.id), "client_secret": .string(TestClient.legacy.secret),
                    "redirect_uri": .string(TestClient.legacy.callback),
                ]
                let form = body.members.map { FormCoding.encode([$0.name: $0.value.text ?? ""]) }
                let answer =
                    isJSON
                    ? try await browser.post(browser.at("/oauth/token"), json: body.serializedText)
                    : try await browser.post(browser.at("/oauth/token"), body: form.joined(separator: "&"))
                #expect(answer.status == 200)
                answers.append(answer.text)
            }
        }
        #expect(answers[0] == answers[1])
    }

    @Test("R4, R25: overlooks what it does not know, null and empty")
    func tolerance() async throws {
        try await TestTenant.with { _, browser in
            let body: JSONObject = [
                "grant_type": "authorization_code", "code": .string(try await browser.code(for: .legacy)),
                "client_id": .string(TestClient.legacy.id), "client_secret": .string(TestClient.legacy.secret),
                "redirect_uri": .string(TestClient.legacy.callback), "code_verifier": "", "audience": nil,
                "organization": nil, "scope": "", "device": nil, "popup": true, "popupOptions": ["width": 400],
                "sso": false, "realm": "x", "otp": 1, "tenant": "localhost:3443", "state": "s",
            ]
            let answer = try await browser.post(browser.at("/oauth/token"), json: body.serializedText)
            #expect(answer.status == 200, "\(answer.refusal)")
        }
    }
}
