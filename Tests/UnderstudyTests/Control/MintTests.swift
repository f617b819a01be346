import TenantModel
import Testing
import Understudy
import UnderstudyTesting

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
                "No user has the e-mail address or user_id 'nobody@example.com'"
            ),
            (#"{"client":"Legacy"}"#, "A token of a user needs a user"),
            (#"{"kind":"delegation","client":"Legacy","user":"ada@example.com"}"#, "A delegation token needs a target"),
            (
                #"{"kind":"access","client":"Legacy","user":"ada@example.com","defect":"alg_none"}"#,
                "An opaque access token can have the defect 'expired' only"
            ),
            (
                #"{"client":"Legacy","user":"ada@example.com","at":"soon"}"#,
                "\"at\" must be an RFC 3339 instant such as \"2016-05-04T12:00:00Z\""
            ),
            (
                #"{"client":"Legacy","usr":"ada@example.com"}"#,
                "Unknown member \"usr\"; known are kind, client, user, scope, target, at, defect, claims, rules"
            ),
        ]
    )
    func refused(_ order: String, _ why: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.control("POST", "/tokens", order)
            #expect(answer.refusal == "400 invalid_request: \(why)")
        }
    }

    @Test("has the claims that were asked for, over its own; the answer says when it ends")
    func claims() async throws {
        try await TestTenant.with { emulator, browser in
            for kind in ["id", "delegation", "management"] {
                let answer = try await browser.control(
                    "POST",
                    "/tokens",
                    JSONObject([
                        ("kind", .string(kind)), ("client", "Legacy"), ("user", "ada@example.com"), ("target", "API"),
                        ("claims", ["https://app.example/roles": ["admin"], "exp": .integer(TestTenant.noon + 60)]),
                    ])
                    .serializedText
                )
                let token = try #require(answer.json["token"]?.text, "\(answer.refusal)")
                #expect(token.claims["https://app.example/roles"] == ["admin"])
                #expect(token.claims["exp"] == .integer(TestTenant.noon + 60))
                #expect(answer.json["expires_at"] == "2016-05-04T12:01:00.000Z")
            }
            let token = try await emulator.tenant.mint(
                client: "Legacy",
                user: "ada@example.com",
                claims: #"{"plan":"gold"}"#
            )
            #expect(token.claims["plan"] == "gold")
        }
    }

    @Test("passes the rules and hooks that a login passes, and is refused what they refuse")
    func rules() async throws {
        let roles = SeededRule.passing(
            "roles",
            """
            context.idToken['https://app.example/roles'] = user.email === 'ada@example.com' ? ['admin'] : [];
            if (user.email === 'grace@example.com') return callback(new UnauthorizedError('Not today'));
            if (user.email === 'a@example.com') context.redirect = { url: 'https://elsewhere.example/' };
            """
        )
        let hook = "{ name: short, when: {}, set: { lifetime_in_seconds: 60 } }"
        try await RuleTenant.with(roles, hooks: [hook]) { emulator, browser in
            let order: JSONObject = ["client": "Legacy", "user": "ada@example.com"]
            let plain = try await browser.mint(order)
            let ruled = try await browser.mint(order.merging(["rules": true]))
            #expect(plain.claims["https://app.example/roles"] == nil)
            #expect(ruled.claims["https://app.example/roles"] == ["admin"])
            #expect(ruled.claims["exp"] == .integer(TestTenant.noon + 60))
            let login = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(ruled.claims == login.claims)
            #expect(
                try await emulator.tenant.mint(client: "Legacy", user: "ada@example.com", rules: true) == ruled
            )
            for (user, why) in [
                ("grace@example.com", "401 unauthorized: Not today"),
                ("a@example.com", "400 invalid_request: A rule redirects the user, which needs a browser"),
            ] {
                let answer = try await browser.control(
                    "POST",
                    "/tokens",
                    JSONObject([("client", "Legacy"), ("user", .string(user)), ("rules", true)]).serializedText
                )
                #expect(answer.refusal == why)
            }
        }
    }

    static let defectsWithoutEffect: [(String, String, String)] = [
        ("id", "unknown_kid", "is verified with the client's secret, whatever its kid"),
        ("delegation", "unknown_kid", "whose jwt_configuration.alg is RS256"),
        ("management", "unknown_kid", "whose jwt_configuration.alg is RS256"),
        ("id", "alg_confusion", "no public key to confuse it with"),
        ("management", "no_exp", "may live for ever"),
        ("management", "duplicate_sub", "has no sub"),
        ("access", "unknown_kid", "can have the defect 'expired' only"),
        ("refresh", "expired", "can have no defect"),
    ]

    @Test("with a defect that would change nothing is refused, and says why", arguments: defectsWithoutEffect)
    func ineffective(_ kind: String, _ defect: String, _ why: String) async throws {
        try await TestTenant.with { _, browser in
            let order = JSONObject([
                ("kind", .string(kind)), ("client", "Legacy"), ("user", "ada@example.com"), ("target", "API"),
                ("defect", .string(defect)),
            ])
            let answer = try await browser.control("POST", "/tokens", order.serializedText)
            #expect(answer.status == 400)
            #expect(answer.json["error_description"]?.text?.contains(why) == true, "\(answer.refusal)")
        }
    }

    @Test(
        "that is expired or not yet valid is so by more than any leeway",
        arguments: ["id", "delegation", "management"]
    )
    func farAway(_ kind: String) async throws {
        try await TestTenant.with { _, browser in
            func claims(_ defect: String) async throws -> JSONObject {
                try await browser.mint([
                    "kind": .string(kind), "client": "Legacy", "user": "ada@example.com", "target": "API",
                    "defect": .string(defect),
                ])
                .claims
            }
            let end = try #require(try await claims("expired")["exp"]?.integer)
            #expect(end <= TestTenant.noon - 3600)
            let begin = try #require(try await claims("not_yet_valid")["nbf"]?.integer)
            #expect(begin >= TestTenant.noon + 3600)
        }
    }

    @Test("at a later instant ends no token that is still good")
    func later() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.resourceOwner()
            let token = try #require(answer.json["access_token"]?.text)
            for _ in 0..<3 {
                _ = try await browser.mint([
                    "kind": "access", "client": "Legacy", "user": "ada@example.com", "at": "2030-01-01T00:00:00Z",
                ])
            }
            #expect(try await browser.userInfo(token).status == 200)
        }
    }

    @Test(
        "with claims that it cannot hold is refused",
        arguments: [
            (#"{"kind":"access","client":"Legacy","user":"ada@example.com","claims":{"a":1}}"#, "holds no claims"),
            (#"{"client":"Legacy","user":"ada@example.com","claims":[1]}"#, "must be an object"),
            (
                #"{"client":"Legacy","user":"ada@example.com","defect":"expired","claims":{"exp":4000000000}}"#,
                "sets exp, so claims cannot"
            ),
            (#"{"client":"Legacy","user":"ada@example.com","claims":{"a":[{"b":9007199254740993}]}}"#, "beyond 2^53"),
            (#"{"kind":"management","client":"Legacy","rules":true}"#, "No rule runs"),
            (#"{"client":"Legacy","user":"ada@example.com","rules":"yes"}"#, "must be true or false"),
        ]
    )
    func unfit(_ order: String, _ why: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.control("POST", "/tokens", order)
            #expect(answer.status == 400)
            #expect(answer.json["error_description"]?.text?.contains(why) == true, "\(answer.refusal)")
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
