import TenantModel
import Testing
import UnderstudyTesting

@Suite("/tokeninfo")
struct TokenInfoTests {
    @Test("shows the stored profile behind an id_token, by POST, JSON and GET")
    func shows() async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            let answers = [
                try await browser.tokenInfo(token),
                try await browser.post(browser.at("/tokeninfo"), json: "{\"id_token\":\"\(token)\"}"),
                try await browser.get(browser.at("/tokeninfo?id_token=\(token)")),
            ]
            for answer in answers {
                #expect(answer.status == 200)
                #expect(answer.json["user_id"] == .string(Person.adaID))
                #expect(answer.json["sub"] == nil)
                #expect(answer.json["global_client_id"] != nil)
                #expect(answer.body == answers[0].body)
            }
        }
    }

    @Test("without a token says so", arguments: ["", "id_token=", "id_token"])
    func missing(_ body: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(browser.at("/tokeninfo"), body: body)
            #expect(answer.refusal == "400 invalid_request: missing id_token parameter")
        }
    }

    @Test(
        "takes a token until the second before exp, and not at it",
        arguments: [
            (-1, true), (0, false), (1, false),
        ]
    )
    func expiry(_ offset: Int, _ isTaken: Bool) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(token.claims["exp"] == .integer(TestTenant.noon + 36000))
            try await browser.advance(seconds: 36000 + offset)
            let answer = try await browser.tokenInfo(token)
            #expect(answer.status == (isTaken ? 200 : 401))
            if !isTaken {
                #expect(answer.text == "Unauthorized")
                #expect(
                    answer.fields["WWW-Authenticate"]
                        == #"Bearer realm="Users", error="invalid_token", error_description="jwt expired""#
                )
            }
        }
    }

    @Test("takes a token of the future, too, once the clock is there, and one of the past's own")
    func otherYears() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", #"{"now":"2031-01-01T00:00:00Z"}"#)
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(token.claims["iat"] == 1_924_992_000)
            #expect(try await browser.tokenInfo(token).status == 200)
        }
    }

    @Test("takes a token whose own iat the clock has gone back behind")
    func clockSetBack() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.resourceOwner()
            let token = try #require(answer.json["id_token"]?.text)
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T11:00:00Z"}"#)
            #expect(try await browser.tokenInfo(token).status == 200)
            #expect(try await browser.userInfo(try #require(answer.json["access_token"]?.text)).status == 200)
        }
    }

    @Test("refuses a conformant client's token")
    func conformant() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint(["kind": "id", "client": "Conformant", "user": "ada@example.com"])
            let answer = try await browser.tokenInfo(token)
            #expect(answer.refusal == "400 invalid_request: OIDC conformant clients cannot use /tokeninfo")
        }
    }

    @Test("names the issuer a genuine token should have had")
    func issuer() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "id", "client": "Legacy", "user": "ada@example.com", "defect": "wrong_issuer",
            ])
            let answer = try await browser.tokenInfo(token)
            #expect(answer.refusal == "400 invalid_request: The issuer of the token must be https://tenant.localhost/")
        }
    }
}
