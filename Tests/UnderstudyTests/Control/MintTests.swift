import TenantModel
import Testing
import UnderstudyTesting

/// Design §2.3: `POST /_understudy/tokens`.
@Suite("A token asked for by hand")
struct MintTests {
    @Test("is like one from a login")
    func genuine() async throws {
        try await TestTenant.with { _, browser in
            let login = try #require(try await browser.resourceOwner(scope: "openid email").json["id_token"]?.text)
            let minted = try await browser.mint([
                "client": "Legacy", "user": "ada@example.com", "scope": "openid email",
            ])
            #expect(minted == login)
            let access = try await browser.mint(["kind": "access", "client": "Legacy", "user": "ada@example.com"])
            #expect(try await browser.userInfo(access).json["user_id"] == .string(Person.adaID))
            let refresh = try await browser.mint(["kind": "refresh", "client": "Legacy", "user": .string(Person.adaID)])
            #expect(refresh.utf8.count == 45)
        }
    }

    @Test("for another client has its audience and secret, and names its source")
    func delegation() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "delegation", "client": "Legacy", "user": "ada@example.com", "target": "API",
            ])
            #expect(token.claims["aud"] == .string(TestClient.api.id))
            #expect(token.claims["azp"] == .string(TestClient.legacy.id))
        }
    }

    @Test("for the old Management API is signed for the global client")
    func management() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "management", "client": "Legacy", "scope": "read:users update:users read:clients",
            ])
            #expect(
                token.claims["scopes"]
                    == ["users": ["actions": ["read", "update"]], "clients": ["actions": ["read"]]]
            )
            #expect(token.claims["jti"]?.text?.utf8.count == 32)
        }
    }

    @Test("begins when it is told to")
    func at() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "client": "Legacy", "user": "ada@example.com", "at": "2016-05-04T02:00:00Z",
            ])
            #expect(token.claims["exp"] == .integer(TestTenant.noon))
            #expect(try await browser.tokenInfo(token).status == 401)
        }
    }

    @Test(
        "is refused with the reason",
        arguments: [
            (#"{"kind":"id"}"#, "Give \"client\": a client's name or id"),
            (
                #"{"kind":"golden","client":"Legacy"}"#,
                "\"kind\" must be one of id, access, refresh, delegation, management"
            ),
            (
                #"{"client":"Legacy","user":"nobody@example.com"}"#,
                "No user has the e-mail address or user_id \"nobody@example.com\""
            ),
            (#"{"client":"Legacy"}"#, "A token of a user needs a user"),
            (#"{"kind":"delegation","client":"Legacy","user":"ada@example.com"}"#, "A delegation token needs a target"),
            (
                #"{"kind":"access","client":"Legacy","user":"ada@example.com","defect":"alg_none"}"#,
                "An opaque access token can have the defect \"expired\" only"
            ),
            (
                #"{"client":"Legacy","user":"ada@example.com","at":"soon"}"#,
                "\"at\" must be an RFC 3339 instant such as \"2016-05-04T12:00:00Z\""
            ),
            (
                #"{"client":"Legacy","usr":"ada@example.com"}"#,
                "Unknown member \"usr\"; known are kind, client, user, scope, target, at, defect"
            ),
        ]
    )
    func refused(_ order: String, _ why: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.control("POST", "/tokens", order)
            #expect(answer.refusal == "400 invalid_request: \(why)")
        }
    }

    @Test("of an access token, expired, is refused from the first")
    func expiredAccess() async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "access", "client": "Legacy", "user": "ada@example.com", "defect": "expired",
            ])
            let answer = try await browser.userInfo(token)
            #expect(answer.fields["WWW-Authenticate"]?.contains("The access token expired") == true)
        }
    }
}
