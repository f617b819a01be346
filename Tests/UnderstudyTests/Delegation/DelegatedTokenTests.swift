import TenantModel
import Testing
import UnderstudyTesting

@Suite("A delegated id_token", .tags(.endToEnd))
struct DelegatedTokenTests {
    private func claims(_ answer: Exchange.Response) throws -> JSONObject {
        try #require(answer.json["id_token"]?.text, "\(answer.refusal)").claims
    }

    static let scopes: [(String?, [String])] = [
        (nil, ["email", "name"]), ("passthrough", ["email", "name"]), ("openid", []),
        ("openid nickname", ["nickname"]), ("openid nickname nothing", ["nickname"]),
        ("passthrough nickname", ["email", "name", "nickname"]), ("contact", ["email", "email_verified"]),
        ("openid aud iss sub", []),
    ]

    @Test("says of its user what the scope asks, and by default what the presented one said", arguments: scopes)
    func scope(_ scope: String?, _ names: [String]) async throws {
        try await DelegationTenant.with { _, browser in
            var call = DelegationCall(["id_token": try await browser.idToken(scope: "openid email name")]).to("OpenApi")
            call["scope"] = scope
            let claims = try claims(try await browser.delegate(call))
            #expect(claims.names == names + ["iss", "sub", "aud", "exp", "iat", "azp"])
            #expect(claims["aud"] == .string(DelegationTenant.id("OpenApi")))
        }
    }

    @Test(
        "has the target's algorithm, key and lifetime",
        arguments: [("ApiC", "HS256", 600), ("OpenApi", "RS256", 36000)]
    )
    func target(_ target: String, _ algorithm: String, _ seconds: Int) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.delegate(to: target)
            let token = try #require(answer.json["id_token"]?.text)
            #expect(token.tokenHeader["alg"] == .string(algorithm))
            #expect(token.claims["exp"] == .integer(TestTenant.noon + seconds))
            #expect(answer.json["expires_in"] == .integer(seconds))
        }
    }

    @Test("for its own client renews the one presented, and names the client twice")
    func renewal() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken(scope: "openid name")
            try await browser.advance(seconds: 35999)
            let answer = try await browser.delegate(
                DelegationCall(["id_token": token, "scope": "passthrough", "api_type": "auth0"]).to("AppA")
            )
            let claims = try claims(answer)
            #expect(claims["name"] == "Ada Lovelace")
            #expect(claims["exp"] == .integer(TestTenant.noon + 35999 + 36000))
            #expect((claims["aud"], claims["azp"]) == (claims["azp"], claims["aud"]))
            let renewed = try #require(answer.json["id_token"]?.text)
            #expect(try await browser.tokenInfo(renewed).status == 200)
        }
    }

    @Test("may itself be presented by its audience, and by nobody else")
    func chain() async throws {
        try await DelegationTenant.with { _, browser in
            let first = try #require(try await browser.delegate(to: "ApiC").json["id_token"]?.text)
            let second = DelegationCall(by: "ApiC", ["id_token": first]).to("OpenApi")
            #expect(try claims(try await browser.delegate(second))["azp"] == .string(DelegationTenant.id("ApiC")))
            let thief = try await browser.delegate(DelegationCall(by: "AppA", ["id_token": first]).to("OpenApi"))
            let expected = DelegationTenant.id("AppA")
            #expect(thief.refusal == "400 invalid_grant: jwt audience invalid. expected: \(expected)")
        }
    }

    @Test("for a refresh token says what the login asked for: as little as the phones of old send is enough")
    func refresh() async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.delegate(
                DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.tablet])
            )
            #expect(answer.json.names == ["token_type", "expires_in", "id_token"])
            let claims = try claims(answer)
            #expect(claims.names == ["name", "email", "iss", "sub", "aud", "exp", "iat", "azp"])
            let other = DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone, "scope": "openid name"])
            #expect(try self.claims(try await browser.delegate(other.to("OpenApi")))["name"] == "Ada Lovelace")
        }
    }

    @Test("is asked for in JSON, too")
    func json() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            let body: JSONObject = [
                "client_id": .string(DelegationTenant.id("AppA")), "id_token": .string(token),
                "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "target": .string(DelegationTenant.id("ApiC")), "scope": "openid", "api_type": nil,
                "options": ["free": ["of", "form"]],
            ]
            let answer = try await browser.post(browser.at("/delegation"), json: body.serializedText)
            #expect(try claims(answer)["azp"] == .string(DelegationTenant.id("AppA")))
        }
    }

    @Test("is no login: nothing is counted, and no session begins")
    func noLogin() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            let before = try await browser.control("GET", "/clock/timeline").json["events"]?.elements?.count
            let answer = try await browser.delegate(DelegationCall(["id_token": token]).to("ApiC"))
            #expect(answer.cookies.isEmpty)
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements ?? []
            #expect(events.count == (before ?? 0) + 1)
            let due = events.first { $0.object?["client"] == .string(DelegationTenant.id("ApiC")) }?.object
            #expect(due?["at"] == "2016-05-04T12:10:00.000Z")
        }
    }

    @Test("is on the trail of tokens, with what it took over")
    func trail() async throws {
        try await DelegationTenant.with { _, browser in
            var call = DelegationCall(["id_token": try await browser.idToken(scope: "openid name")]).to("ApiC")
            call["scope"] = "passthrough"
            let token = try #require(try await browser.delegate(call).json["id_token"]?.text)
            let trail = try await browser.trail(of: token).json["claims"]?.object
            #expect(trail?["name"] == "the token presented")
            #expect(trail?["azp"] == "the client that asked")
        }
    }
}
