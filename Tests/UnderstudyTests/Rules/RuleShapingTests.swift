import TenantModel
import Testing
import UnderstudyTesting

@Suite("A token that rules shaped", .tags(.endToEnd))
struct RuleShapingTests {
    // MARK: Legacy

    @Test("has what they put on the user, where the scope names it")
    func legacyClaims() async throws {
        let rule = SeededRule.passing(
            "attributes",
            """
            user.color = 'blue';
            user.roles = ['admin', 'staff'];
            user.nothing = null;
            delete user.nickname;
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            func claims(_ scope: String) async throws -> JSONObject {
                try #require(try await browser.resourceOwner(scope: scope).json["id_token"]?.text).claims
            }
            #expect(try await claims("openid").names == ["iss", "sub", "aud", "exp", "iat"])
            let named = try await claims("openid color roles nothing nickname missing")
            #expect(named.names == ["color", "roles", "nothing", "iss", "sub", "aud", "exp", "iat"])
            #expect(named["roles"] == ["admin", "staff"])
            #expect(named["nothing"] == .some(.null))
            let all = try await claims("openid profile")
            #expect(all["color"] == "blue")
            #expect(all["nickname"] == nil)
            #expect(all["email"] == "ada@example.com")
        }
    }

    @Test("has the attributes of the words that they gave a meaning")
    func scopes() async throws {
        let rule = SeededRule.passing(
            "words",
            """
            context.jwtConfiguration.scopes = {
              contact: ['name'], access: ['email', 'plan', 'missing'], openid: ['openid', 'jti']
            };
            user.plan = user.app_metadata.plan;
            user.jti = 'j-1';
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let answer = try await browser.resourceOwner(.asymmetric, scope: "openid access contact nickname")
            let claims = try #require(answer.json["id_token"]?.text).claims
            #expect(claims["plan"] == "gold")
            #expect(claims["email"] == "ada@example.com")
            #expect(claims["email_verified"] == nil, "the client's own meaning of contact is gone")
            #expect(claims["name"] == "Ada Lovelace")
            #expect(claims["nickname"] == "ada", "other words keep theirs")
            #expect(claims["jti"] == "j-1")
            let plain = try await browser.resourceOwner(.asymmetric, scope: "openid")
            #expect(try #require(plain.json["id_token"]?.text).claims["plan"] == nil)
        }
    }

    @Test("says of itself what the tenant says, whatever they wrote")
    func registered() async throws {
        let rule = SeededRule.passing(
            "forger",
            """
            ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'nonce', 'azp', 'at_hash', 'sid'].forEach(function (name) {
              user[name] = 'forged';
              context.idToken[name] = 'forged';
            });
            context.jwtConfiguration.scopes = { openid: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'azp', 'sid'] };
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            for client in [TestClient.legacy, .conformant] {
                browser.cookies.removeAll()
                let answer = try await browser.logIn(
                    client,
                    "id_token",
                    scope: "openid profile iss sub aud exp iat nbf azp sid",
                    with: ["nonce": "n"]
                )
                let token = try #require(answer.location?.fragment("id_token"), "\(answer.redirectedRefusal)")
                #expect(!token.claims.serializedText.contains("forged"))
                #expect(token.claims["nonce"] == "n")
                #expect(token.claims["sub"] == .string(Person.adaID))
            }
            let remarks = try await browser.runs().last?["remarks"]?.elements
            #expect(remarks?.count == 10)
        }
    }

    @Test("lives as long as they say, to the second", arguments: [(3599, true), (3600, false)])
    func lifetime(_ seconds: Int, _ isGood: Bool) async throws {
        let rule = SeededRule.passing("an hour", "context.jwtConfiguration.lifetimeInSeconds = 3600;")
        try await RuleTenant.with(rule) { _, browser in
            let answer = try await browser.resourceOwner()
            let token = try #require(answer.json["id_token"]?.text)
            #expect(token.claims["exp"] == .integer(TestTenant.noon + 3600))
            #expect(answer.json["expires_in"] == 86400, "that is the access token's")
            try await browser.advance(seconds: seconds)
            #expect(try await browser.tokenInfo(token).status == (isGood ? 200 : 401))
            #expect(try await browser.userInfo(try #require(answer.json["access_token"]?.text)).status == 200)
        }
    }

    @Test(
        "lives as the client says where they ask for nonsense",
        arguments: ["0", "-1", "'3600'", "NaN", "1/0"]
    )
    func nonsense(_ lifetime: String) async throws {
        let rule = SeededRule.passing("nonsense", "context.jwtConfiguration.lifetimeInSeconds = \(lifetime);")
        try await RuleTenant.with(rule) { _, browser in
            let token = try #require(try await browser.resourceOwner(.rawSecret).json["id_token"]?.text)
            #expect(token.claims["exp"] == .integer(TestTenant.noon + 600))
        }
    }

    @Test("comes, a code later, as they shaped it at /authorize")
    func codeExchange() async throws {
        let rule = SeededRule.passing(
            "once",
            """
            user.count = context.stats.loginsCount;
            user.moment = Date.now();
            context.jwtConfiguration.lifetimeInSeconds = 60;
            context.jwtConfiguration.scopes = { extra: ['count', 'moment'] };
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let code = try await browser.code(for: .legacy, scope: "openid extra")
            try await browser.advance(seconds: 500)
            let tokens = try await browser.redeem(code, by: .legacy).json
            let claims = try #require(tokens["id_token"]?.text).claims
            #expect(claims["count"] == 1)
            #expect(claims["moment"] == .integer(TestTenant.noon * 1000))
            #expect(claims["exp"] == .integer(TestTenant.noon + 500 + 60))
            let info = try await browser.userInfo(try #require(tokens["access_token"]?.text)).json
            #expect(info["count"] == 1)
        }
    }

    // MARK: What stays

    @Test("leaves the stored profile as it was; /userinfo has theirs, /tokeninfo the tenant's")
    func notPersisted() async throws {
        let rule = SeededRule.passing(
            "names",
            "user.name = 'Countess'; user.color = 'blue'; user.app_metadata.plan = 'none'; user.blocked = true;"
        )
        try await RuleTenant.with(rule) { _, browser in
            for _ in 0..<2 {
                let answer = try await browser.resourceOwner()
                let info = try await browser.userInfo(try #require(answer.json["access_token"]?.text)).json
                #expect(info["name"] == "Countess")
                #expect(info["color"] == "blue")
                let stored = try await browser.tokenInfo(try #require(answer.json["id_token"]?.text)).json
                #expect(stored["name"] == "Ada Lovelace")
                #expect(stored["color"] == nil)
                #expect(stored["app_metadata"] == ["plan": "gold"])
                #expect(stored["blocked"] == nil)
            }
        }
    }

    @Test("and the API that rules have does change it, for good, until a reset")
    func persisted() async throws {
        let rule = SeededRule(
            "visits",
            """
            var visits = (user.app_metadata.visits || 0) + 1;
            auth0.users.updateAppMetadata(user.user_id, { visits: visits, plan: null })
              .then(function () { return auth0.users.updateUserMetadata(user.user_id, { language: 'da' }); })
              .then(function (stored) {
                user.app_metadata = stored.app_metadata;
                callback(null, user, context);
              })
              .catch(callback);
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let start = try await browser.digest()
            var first: Exchange.Response?
            for visit in 1...3 {
                let answer = try await browser.resourceOwner(scope: "openid app_metadata")
                first = first ?? answer
                let token = try #require(answer.json["id_token"]?.text, "\(answer.refusal)")
                #expect(token.claims["app_metadata"] == ["visits": .integer(visit)])
                let stored = try await browser.tokenInfo(token).json
                #expect(stored["app_metadata"] == ["visits": .integer(visit)])
                #expect(stored["user_metadata"] == ["language": "da"])
            }
            let calls = try await browser.runs().last?["rules"]?.elements?.first?.object?["calls"]?.elements
            #expect(calls?.count == 2)
            _ = try await browser.control("POST", "/reset")
            #expect(try await browser.digest() == start)
            #expect(try await browser.resourceOwner(scope: "openid app_metadata").body == first?.body)
        }
    }

    @Test("what that API refuses, the rule is told and the login need not mind")
    func refusedUpdates() async throws {
        let rule = SeededRule(
            "refused",
            """
            function told(error) { console.log(error.statusCode + ' ' + error.message); }
            auth0.users.updateAppMetadata('auth0|nobody', { a: 1 }).catch(told)
              .then(function () { return auth0.users.updateAppMetadata(user.user_id, { email: 1 }); }).catch(told)
              .then(function () { return auth0.users.updateUserMetadata(user.user_id, { 'a.b': 1 }); }).catch(told)
              .then(function () { callback(null, user, context); });
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            let lines = try await browser.console()
            #expect(lines.map { $0.prefix(3) } == ["404", "400", "400"], "\(lines)")
            #expect(try await browser.tokenInfo(token).json["app_metadata"] == ["plan": "gold"])
        }
    }

    @Test("is of the stored user, except through context.primaryUser")
    func primaryUser() async throws {
        let rule = SeededRule.passing(
            "linked",
            """
            user.user_id = 'auth0|forged';
            if (context.connection === 'facebook') context.primaryUser = '\(Person.adaID)';
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(token.claims["sub"] == .string(Person.adaID))
            let linked = try await browser.post(
                browser.at("/oauth/access_token"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": "facebook", "scope": "openid",
                    "access_token": "example-only-token-of-alan",
                ]
            )
            let other = try #require(linked.json["id_token"]?.text, "\(linked.refusal)")
            #expect(other.claims["sub"] == .string(Person.adaID), "not facebook|10154000000000001")
            #expect(try await browser.tokenInfo(other).json["name"] == "Ada Lovelace")
        }
    }

    @Test("has a provider's token only where the tenant is old enough, and rules always")
    func providerTokens() async throws {
        let rule = SeededRule.passing("tokens", "console.log(user.identities[0].access_token);")
        for isShown in [true, false] {
            let edit: (String) -> String = { text in
                isShown
                    ? text
                    : text.replacing(
                        "  strict: false\n",
                        with: "  strict: false\n  legacy: { provider_tokens_in_profiles: false }\n"
                    )
            }
            try await RuleTenant.with(rule, edit: edit) { _, browser in
                let answer = try await browser.post(
                    browser.at("/oauth/access_token"),
                    form: [
                        "client_id": TestClient.legacy.id, "connection": "facebook", "scope": "openid identities",
                        "access_token": "example-only-token-of-alan",
                    ]
                )
                let token = try #require(answer.json["id_token"]?.text, "\(answer.refusal)")
                #expect(try await browser.console() == ["example-only-token-of-alan"])
                let identity = token.claims["identities"]?.elements?.first?.object
                #expect((identity?["access_token"] != nil) == isShown)
            }
        }
    }

    // MARK: Conformant

    @Test("of a conformant client has namespaced claims of theirs, and so has /userinfo")
    func conformant() async throws {
        let rule = SeededRule.passing(
            "claims",
            """
            user.color = 'blue';
            user.name = 'Countess';
            context.idToken['https://example.com/roles'] = ['admin'];
            context.idToken.plan = 'gold';
            context.idToken.email = 'corrected@example.com';
            context.jwtConfiguration.lifetimeInSeconds = 120;
            """
        )
        try await RuleTenant.with(rule) { _, browser in
            let code = try await browser.code(for: .conformant, scope: "openid profile email color")
            let tokens = try await browser.redeem(code, by: .conformant).json
            let claims = try #require(tokens["id_token"]?.text).claims
            let info = try await browser.userInfo(try #require(tokens["access_token"]?.text)).json
            for place in [claims, info] {
                #expect(place["https://example.com/roles"] == ["admin"])
                #expect(place["name"] == "Countess")
                #expect(place["email"] == "corrected@example.com")
                #expect(place["plan"] == nil)
                #expect(place["color"] == nil, "words name no attributes here")
            }
            #expect(claims["exp"] == .integer(TestTenant.noon + 120))
            #expect(info.names.first == "sub")
            #expect(
                try await browser.runs().first?["remarks"]?.elements?.compactMap(\.text).map { $0.prefix(20) }
                    == ["context.idToken.plan", "context.idToken.emai"]
            )
        }
    }

    @Test("of a conformant client is good for what context.accessToken.scope says, and the answer tells")
    func accessTokenScope() async throws {
        let rule = SeededRule.passing(
            "scopes",
            "context.accessToken.scope = ['openid', 'email', 'read:orders'];"
        )
        try await RuleTenant.with(rule) { _, browser in
            let front = try await browser.logIn(.conformant, "token", scope: "openid profile")
            #expect(front.location?.fragment("scope") == "openid email read:orders")
            let code = try #require(
                try await browser.authorize(.conformant, scope: "openid profile").location?.query("code")
            )
            let tokens = try await browser.redeem(code, by: .conformant).json
            #expect(tokens["scope"] == "openid email read:orders")
            #expect(
                try #require(tokens["id_token"]?.text).claims["name"] == "Ada Lovelace",
                "the id_token's is its own"
            )
            let info = try await browser.userInfo(try #require(tokens["access_token"]?.text)).json
            #expect(info.names == ["sub", "email", "email_verified"])
            let legacy = try await browser.resourceOwner(scope: "openid")
            #expect(legacy.json["scope"] == nil)
        }
    }
}
