import TenantModel
import Testing
import UnderstudyTesting

@Suite("/oauth/access_token", .tags(.endToEnd))
struct SocialAccessTokenTests {
    private func trade(
        _ token: String,
        _ connection: String,
        _ client: TestClient,
        _ browser: Browser
    ) async throws -> Exchange.Response {
        try await browser.post(
            browser.at("/oauth/access_token"),
            form: [
                "client_id": client.id, "access_token": token, "connection": connection, "scope": "openid name",
            ]
        )
    }

    @Test("trades a provider's token for the tenant's", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await trade("example-only-token-of-alan", "facebook", .legacy, browser)
            #expect(answer.json["id_token"]?.text?.claims["sub"] == "facebook|10154000000000001")
            #expect(answer.json["id_token"]?.text?.claims["name"] == "Alan Turing")
            try browser.transcript.matchesGolden("Legacy/social-access-token.http")
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var token = "example-only-token-of-alan"
        var connection = "facebook"
        var client = TestClient.legacy
        let refusal: String
    }

    static let refusals = [
        Row(
            testDescription: "an unknown token",
            token: "x",
            refusal: "401 invalid_request: invalid access_token: invalid_token"
        ),
        Row(
            testDescription: "another provider's token",
            connection: "google-oauth2",
            refusal: "401 invalid_request: invalid access_token: invalid_token"
        ),
        Row(testDescription: "no token", token: "", refusal: "400 invalid_request: missing access_token parameter"),
        Row(
            testDescription: "no connection",
            connection: "",
            refusal: "400 invalid_request: missing connection parameter"
        ),
        Row(
            testDescription: "a database",
            connection: Person.database,
            refusal: "400 invalid_request: specified strategy does not support requested operation"
        ),
        Row(
            testDescription: "a conformant client",
            client: .conformant,
            refusal: "400 invalid_request: OIDC conformant clients cannot use /oauth/access_token"
        ),
        Row(
            testDescription: "a client without the grant",
            client: .codeOnly,
            refusal: "403 unauthorized_client: Grant type 'http://auth0.com/oauth/legacy/grant-type/access_token' "
                + "not allowed for the client."
        ),
    ]

    @Test("refuses in the documented words", arguments: refusals)
    func refusal(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await trade(row.token, row.connection, row.client, browser)
            }
            #expect(answer.refusal == row.refusal)
        }
    }
}
