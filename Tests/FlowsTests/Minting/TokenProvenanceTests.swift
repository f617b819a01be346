import Flows
import TenantModel
import Testing
import Tokens
import World

@Suite("The grounds of a token")
struct TokenProvenanceTests {
    /// What rules and hooks said; the rest is the tenant's.
    private static var shaping: TokenShaping {
        var shaping = TokenShaping()
        shaping.scopes = ["contact": ["phone_number"]]
        shaping.idTokenClaims = ["https://example.com/plan": "gold", "https://example.com/staff": true]
        shaping.origins.run = "run_1"
        shaping.origins.attributes = ["color": "rule \"colors\"", "email": "rule \"mail\""]
        shaping.origins.scopes = ["contact": "rule \"words\""]
        shaping.origins.claims = [
            "https://example.com/plan": "rule \"plans\"", "https://example.com/staff": "hook \"staff\"",
        ]
        return shaping
    }

    private func document(
        _ kind: MintedToken.Kind = .idToken,
        of client: String = "Asymmetric",
        _ pipeline: Pipeline = .legacy,
        scope: String = "openid",
        claims: [String] = [],
        change: (inout TokenShaping) -> Void = { _ in }
    ) throws -> JSONObject {
        var shaping = Self.shaping
        change(&shaping)
        var login = Login(
            user: "auth0|1",
            connection: "Username-Password-Authentication",
            profile: [:],
            authenticatedAt: TestDirectory.noon
        )
        login.shaping = shaping
        let key = try HMACKey(bytes: Array("example-only-secret-of-a-test-never-use-it-elsewhere".utf8))
        let token = JWTSigner(key).mint(JSONObject(claims.map { ($0, 1) }))
        let minted = MintedToken(
            token,
            kind: kind,
            client: try TestDirectory.client(client).id,
            pipeline: pipeline,
            scope: ScopeSet(scope),
            login: login,
            issuedAt: TestDirectory.noon,
            expiresAt: kind == .refreshToken ? nil : TestDirectory.noon + .seconds(60)
        )
        return TokenProvenance(of: minted, in: try TestDirectory.of()).document(digest: "d1")
    }

    /// Asymmetric gives `contact` a meaning: `email` and `email_verified`.
    static let claims: [(Pipeline, String, String, String)] = [
        (.legacy, "openid", "iss", "the tenant's domain"), (.legacy, "openid", "sub", "the user who logged in"),
        (.legacy, "openid", "aud", "the client"), (.legacy, "openid", "iat", "the tenant's clock"),
        (.legacy, "openid", "exp", "36000 s, jwt_configuration.lifetime_in_seconds of the client"),
        (.legacy, "openid", "nonce", "the request's nonce"),
        (.conformant, "openid", "at_hash", "the access token beside it"),
        (.conformant, "openid", "c_hash", "the code beside it"),
        (.conformant, "openid", "auth_time", "the request's max_age"),
        (.legacy, "openid", "azp", "the client that asked"),
        (.legacy, "openid name", "name", "the user's profile; shown by scope name"),
        (.legacy, "openid profile", "name", "the user's profile; shown by scope profile"),
        (.legacy, "openid color", "color", "rule \"colors\"; shown by scope color"),
        (.legacy, "openid profile", "color", "rule \"colors\"; shown by scope profile"),
        (.legacy, "openid contact", "phone_number", "the user's profile; shown by scope contact, by rule \"words\""),
        (.legacy, "openid", "https://example.com/plan", "rule \"plans\""),
        (.legacy, "openid", "https://example.com/staff", "hook \"staff\""),
        (.conformant, "openid profile", "name", "the user's profile; shown by scope profile"),
        (.conformant, "openid email", "email", "rule \"mail\"; shown by scope email"),
        (.conformant, "openid phone", "phone_number", "the user's profile; shown by scope phone"),
        (.conformant, "openid", "https://example.com/plan", "rule \"plans\""),
    ]

    @Test("say of each claim who put it there", arguments: claims)
    func claim(_ pipeline: Pipeline, _ scope: String, _ claim: String, _ expected: String) throws {
        let document = try self.document(of: "Asymmetric", pipeline, scope: scope, claims: [claim])
        #expect(document["claims"] == [claim: .string(expected)])
    }

    @Test("name the client where it, and no rule, gave a word its meaning")
    func clientsWord() throws {
        let document = try self.document(scope: "openid contact", claims: ["email"]) { shaping in
            shaping.scopes = ["other": []]
            shaping.origins.scopes = [:]
        }
        let expected = "rule \"mail\"; shown by scope contact, by jwt_configuration.scopes of the client"
        #expect(document["claims"]?.object?["email"] == .string(expected))
    }

    @Test("say who fixed the lifetime")
    func lifetime() throws {
        let clients = try document(claims: ["exp"])
        #expect(clients["lifetime"] == "36000 s, jwt_configuration.lifetime_in_seconds of the client")
        #expect(try document(of: "Raw Secret")["lifetime"]?.text?.hasPrefix("600 s, ") == true)
        let rules = try document(claims: ["exp"]) { shaping in
            shaping.lifetime = .seconds(60)
            shaping.origins.lifetime = "hook \"short\""
        }
        #expect(rules["lifetime"] == "60 s, hook \"short\"")
        #expect(rules["claims"] == ["exp": "60 s, hook \"short\""])
        #expect(try document(.accessToken)["lifetime"] == "opaque access tokens last 86400 s")
        #expect(try document(.refreshToken)["lifetime"] == "a refresh token does not end")
    }

    @Test("say for whom, when and for how long, and in which run")
    func heading() throws {
        let document = try self.document(claims: ["iss"])
        #expect(
            document.names == [
                "digest", "kind", "client", "user", "connection", "scope", "issued_at", "expires_at", "run", "lifetime",
                "claims",
            ]
        )
        #expect(document["issued_at"] == "2016-05-04T12:00:00.000Z")
        #expect(document["expires_at"] == "2016-05-04T12:01:00.000Z")
        #expect(document["run"] == "run_1")
        let refresh = try self.document(.refreshToken) { $0.origins.run = nil }
        #expect(refresh["expires_at"] == nil && refresh["run"] == nil && refresh["claims"] == nil)
    }

    static let accessTokenScopes: [(MintedToken.Kind, Pipeline, isRead: Bool, isSaid: Bool)] = [
        (.accessToken, .conformant, true, true), (.accessToken, .conformant, false, false),
        (.accessToken, .legacy, true, false), (.idToken, .conformant, true, false),
    ]

    @Test("say who changed what an access token is good for, where that counted", arguments: accessTokenScopes)
    func accessTokenScope(_ kind: MintedToken.Kind, _ pipeline: Pipeline, _ isRead: Bool, _ isSaid: Bool) throws {
        let document = try self.document(kind, pipeline) { shaping in
            shaping.origins.accessTokenScope = "rule \"scopes\""
            if isRead { shaping.accessTokenScope = ScopeSet("openid") }
        }
        #expect(document["scope_set_by"] == (isSaid ? "rule \"scopes\", context.accessToken.scope" : nil))
    }

    @Test("are found by an id_token's jti")
    func jti() throws {
        let key = try HMACKey(bytes: Array("example-only-secret-of-a-test-never-use-it-elsewhere".utf8))
        func jti(_ kind: MintedToken.Kind, _ text: String) -> String? {
            let login = Login(user: "u", connection: "c", profile: [:], authenticatedAt: TestDirectory.noon)
            return TokenProvenance.jti(
                of: MintedToken(
                    text,
                    kind: kind,
                    client: "app",
                    pipeline: .legacy,
                    scope: ScopeSet(),
                    login: login,
                    issuedAt: TestDirectory.noon,
                    expiresAt: nil
                )
            )
        }
        #expect(jti(.idToken, JWTSigner(key).mint(["jti": "j-1"])) == "j-1")
        #expect(jti(.idToken, JWTSigner(key).mint(["jti": 1])) == nil)
        #expect(jti(.idToken, "opaque") == nil)
        #expect(jti(.accessToken, JWTSigner(key).mint(["jti": "j-1"])) == nil)
    }
}
