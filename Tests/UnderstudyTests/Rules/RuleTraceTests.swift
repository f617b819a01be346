import TenantModel
import Testing
import UnderstudyTesting

@Suite("The trace of rules, and the trail of tokens", .tags(.endToEnd))
struct RuleTraceTests {
    private static let colors = SeededRule.passing(
        "colors",
        """
        console.log('color of', user.email);
        console.warn({ deep: [1, 2] });
        user.color = 'blue';
        user.user_metadata.language = 'da';
        delete user.gender;
        context.idToken['https://example.com/color'] = user.color;
        """
    )
    private static let lifetime = SeededRule.passing(
        "short lives",
        """
        auth0.users.updateAppMetadata(user.user_id, { seen: true });
        user.jti = 'j-1';
        context.jwtConfiguration.lifetimeInSeconds = 60;
        context.jwtConfiguration.scopes.look = ['color', 'jti'];
        context.accessToken.scope = ['openid', 'profile', 'read:orders'];
        context.redirect = 'nowhere';
        """
    )
    private static let hook =
        "{ name: staff, when: { email_domain: example.com }, set: { claims: { \"https://example.com/staff\": true } } }"

    @Test("tells, login by login, what each rule logged, asked and changed", .tags(.golden))
    func runs() async throws {
        let refusing = SeededRule(
            "no conformance",
            """
            if (context.clientID === '\(TestClient.conformant.id)') {
              return callback(new UnauthorizedError('Not this client'));
            }
            callback(null, user, context);
            """
        )
        try await RuleTenant.with(Self.colors, Self.lifetime, refusing, hooks: [Self.hook]) { _, browser in
            _ = try await browser.resourceOwner(scope: "openid look")
            try await browser.advance(seconds: 60)
            _ = try await browser.logIn(.conformant)
            let answer = try await browser.control("GET", "/rules/runs")
            let milliseconds = answer.json["runs"]?.elements?.flatMap { $0.object?["rules"]?.elements ?? [] }
                .compactMap { $0.object?["ms"] }
            #expect(milliseconds?.count == 6)
            #expect(milliseconds?.allSatisfy { $0.integer.map { $0 >= 0 } ?? ($0.kind == "a number") } == true)
            try browser.transcript.last().withoutDurations.matchesGolden("Rules/runs.http")
        }
    }

    @Test("names, claim by claim, whoever put it into a legacy token", .tags(.golden))
    func legacyTrail() async throws {
        try await RuleTenant.with(Self.colors, Self.lifetime, hooks: [Self.hook]) { _, browser in
            let answer = try await browser.post(
                browser.at("/oauth/ro"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": Person.database, "username": Person.ada.name,
                    "password": Person.ada.password, "scope": "openid look email offline_access", "device": "phone",
                ]
            )
            for kind in ["id_token", "access_token", "refresh_token"] {
                let token = try #require(answer.json[kind]?.text)
                #expect(try await browser.trail(of: token).json["run"] == (try await browser.runs().first?["id"]))
            }
            let trails = browser.transcript.exchanges.filter { $0.request.url.target.contains("/trail") }
            try Transcript(trails).matchesGolden("Rules/trail-legacy.http")
        }
    }

    @Test("and into a conformant client's tokens", .tags(.golden))
    func conformantTrail() async throws {
        try await RuleTenant.with(Self.colors, Self.lifetime, hooks: [Self.hook]) { _, browser in
            let answer = try await browser.logIn(
                .conformant,
                "code id_token token",
                scope: "openid profile",
                with: ["nonce": "n", "max_age": "60"]
            )
            for kind in ["id_token", "access_token"] {
                let token = try #require(answer.location?.fragment(kind), "\(answer.redirectedRefusal)")
                _ = try await browser.trail(of: token)
            }
            try browser.transcript.last(2).matchesGolden("Rules/trail-conformant.http")
        }
    }

    @Test("finds a token by its jti, or by a digest in either case")
    func names() async throws {
        try await RuleTenant.with(Self.lifetime) { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid jti").json["id_token"]?.text)
            let byDigest = try await browser.trail(of: token)
            #expect(byDigest.status == 200)
            #expect(try await browser.control("GET", "/tokens/j-1/trail").body == byDigest.body)
            let digest = try #require(byDigest.json["digest"]?.text)
            #expect(try await browser.control("GET", "/tokens/\(digest.uppercased())/trail").body == byDigest.body)
            #expect(!byDigest.text.contains(token), "a trail is no token")
        }
    }

    @Test("has grounds for tokens that no rule touched")
    func withoutRules() async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner(scope: "openid email").json["id_token"]?.text)
            let trail = try await browser.trail(of: token).json
            #expect(trail["run"] == nil)
            #expect(trail["claims"]?.object?["email"] == "the user's profile; shown by scope email")
            #expect(trail["lifetime"] == "36000 s, jwt_configuration.lifetime_in_seconds of the client")
            #expect(try await browser.runs().isEmpty)
        }
    }

    @Test("knows no token that was never given", arguments: ["unknown", "0".times(64), "%2e%2e", "j-1"])
    func unknown(_ name: String) async throws {
        try await RuleTenant.with(Self.colors) { _, browser in
            _ = try await browser.resourceOwner()
            let answer = try await browser.control("GET", "/tokens/\(name)/trail")
            #expect(answer.status == 404)
            #expect(answer.json["error"] == "unknown_token")
        }
    }

    @Test("is emptied by DELETE, and by a reset")
    func emptied() async throws {
        try await RuleTenant.with(Self.colors) { _, browser in
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(try await browser.runs().count == 1)
            #expect(try await browser.control("DELETE", "/rules/runs").status == 204)
            #expect(try await browser.runs().isEmpty)
            #expect(try await browser.trail(of: token).status == 200, "tokens keep their grounds")
            _ = try await browser.resourceOwner()
            #expect(try await browser.control("POST", "/reset").status == 200)
            #expect(try await browser.runs().isEmpty)
            #expect(try await browser.trail(of: token).status == 404)
        }
    }

    @Test(
        "is for this machine's tools and pages only",
        arguments: [("GET", "/rules/runs"), ("DELETE", "/rules/runs"), ("GET", "/tokens/j-1/trail")]
    )
    func door(_ method: String, _ path: String) async throws {
        try await RuleTenant.with(Self.lifetime) { _, browser in
            _ = try await browser.resourceOwner(scope: "openid jti")
            for origin in ["https://evil.example", "https://app.example", "null"] {
                let answer = try await browser.control(method, path, fields: ["Origin": origin])
                #expect(answer.status == 403)
                #expect(!answer.text.contains("j-1"))
            }
            #expect(try await browser.runs().count == 1)
        }
    }

    @Test("has no token in it")
    func secrets() async throws {
        try await RuleTenant.with(.passing("quiet", "user.color = 'blue';")) { _, browser in
            let answer = try await browser.resourceOwner(scope: "openid color")
            let text = try await browser.control("GET", "/rules/runs").text
            for kind in ["id_token", "access_token"] {
                #expect(!text.contains(try #require(answer.json[kind]?.text)))
            }
            let journal = try await browser.control("GET", "/journal").text
            #expect(!journal.contains("blue"))
        }
    }
}
