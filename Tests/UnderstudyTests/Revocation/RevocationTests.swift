import TenantModel
import Testing
import UnderstudyTesting

@Suite("/oauth/revoke", .tags(.endToEnd))
struct RevocationTests {
    @Test("answers 200 to a token, to the same again, and to one that nobody has")
    func twice() async throws {
        try await DelegationTenant.with { _, browser in
            for token in [DelegationTenant.phone, DelegationTenant.phone, "nobody's"] {
                let answer = try await browser.revoke(token)
                #expect(answer.status == 200)
                #expect(answer.body.isEmpty)
            }
            #expect(try await browser.refresh(DelegationTenant.phone).status == 403)
            #expect(try await browser.refresh(DelegationTenant.tablet).status == 200, "other devices stay")
        }
    }

    @Test("leaves another client's token alone, without a word")
    func otherClient() async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.post(
                    browser.at("/oauth/revoke"),
                    form: [
                        "client_id": DelegationTenant.id("AppA"), "client_secret": DelegationTenant.secret("AppA"),
                        "token": DelegationTenant.phone,
                    ]
                )
            }
            #expect(answer.status == 200)
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200)
        }
    }

    static let refusals: [(KeyValuePairs<String, String>, String)] = [
        (["token": "x"], "400 invalid_request: Missing required parameter: client_id"),
        (["client_id": DelegationTenant.id("Mobile")], "400 invalid_request: Missing required parameter: token"),
        (["client_id": DelegationTenant.id("AppA"), "token": "x"], "401 invalid_client: Unauthorized"),
        (
            ["client_id": DelegationTenant.id("AppA"), "client_secret": "wrong", "token": "x"],
            "401 invalid_client: Unauthorized"
        ),
        (["client_id": "nobody", "token": "x"], "401 invalid_client: Unauthorized"),
    ]

    @Test("refuses who does not say what or who", arguments: refusals)
    func refused(_ form: KeyValuePairs<String, String>, _ refusal: String) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.post(browser.at("/oauth/revoke"), form: form)
            }
            #expect(answer.refusal == refusal)
        }
    }

    @Test("takes the client's proof as Basic credentials, too, and JSON")
    func basic() async throws {
        try await DelegationTenant.with { _, browser in
            let credentials = "\(DelegationTenant.id("AppA")):\(DelegationTenant.secret("AppA"))".base64
            let token = "example-refresh-token-of-ada-at-app-a"
            let answer = try await browser.post(
                browser.at("/oauth/revoke"),
                json: "{\"token\":\"\(token)\"}",
                fields: ["Authorization": "Basic \(credentials)"]
            )
            #expect(answer.status == 200)
            let secret = ["client_secret": DelegationTenant.secret("AppA")] as KeyValuePairs
            #expect(try await browser.refresh(token, by: "AppA", with: secret).status == 403)
        }
    }

    @Test("ends every device of the grant where the tenant's flag says so")
    func wholeGrant() async throws {
        let flagged: (String) -> String = {
            $0.replacing(
                "  friendly_name: Delegation\n",
                with: "  friendly_name: Delegation\n  flags: { revoke_refresh_token_grant: true }\n"
            )
        }
        try await DelegationTenant.with(edit: flagged) { _, browser in
            _ = try await browser.revoke(DelegationTenant.phone)
            #expect(try await browser.refresh(DelegationTenant.tablet).status == 403)
            #expect(try await browser.refresh("example-refresh-token-of-grace-s-phone").status == 200)
        }
    }

    @Test("what was issued before stays good")
    func earlier() async throws {
        try await DelegationTenant.with { _, browser in
            let tokens = try await browser.refresh(DelegationTenant.phone).json
            _ = try await browser.revoke(DelegationTenant.phone)
            #expect(try await browser.userInfo(try #require(tokens["access_token"]?.text)).status == 200)
            #expect(try await browser.tokenInfo(try #require(tokens["id_token"]?.text)).status == 200)
        }
    }
}
