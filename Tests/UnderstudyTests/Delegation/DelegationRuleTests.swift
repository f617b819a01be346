import TenantModel
import Testing
import UnderstudyTesting

@Suite("Rules on a delegation", .tags(.endToEnd))
struct DelegationRuleTests {
    @Test("are told the protocol, the client that asks, the token presented and what came along")
    func context() async throws {
        let rule = """
            function (user, context, callback) {
              console.log(JSON.stringify([context.protocol, context.clientID, user.aud, user.exp - user.iat, user.iss, user.sub,
                user.persistent, context.request.body.flavour, context.stats.loginsCount, context.jwtConfiguration.lifetimeInSeconds]));
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let answer = try await browser.delegate(
                to: "ApiC",
                with: ["flavour": "vanilla", "scope": "openid profile"]
            )
            let claims = try #require(answer.json["id_token"]?.text).claims
            #expect(claims["persistent"] == nil, "what only rules may see stays with them")
            #expect(claims["aud"] == .string(DelegationTenant.id("ApiC")))
            let app = DelegationTenant.id("AppA")
            let told: JSONValue = [
                "delegation", .string(app), .string(app), 36000, .string(TestTenant.issuer), .string(Person.adaID), [:],
                "vanilla", 1, 600,
            ]
            #expect(try await browser.console().last == told.serializedText)
        }
    }

    @Test("are told no token's claims where a refresh token was presented")
    func refresh() async throws {
        let rule = """
            function (user, context, callback) {
              console.log(typeof user.aud, context.protocol, context.connection);
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            _ = try await browser.delegate(DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone]))
            #expect(try await browser.console() == ["undefined delegation \(Person.database)"])
        }
    }

    @Test("shape the token: lifetime, scopes, claims, attributes")
    func shape() async throws {
        let rule = """
            function (user, context, callback) {
              if (context.protocol !== 'delegation') return callback(null, user, context);
              context.jwtConfiguration.lifetimeInSeconds = 77;
              context.jwtConfiguration.scopes = { color: ['color'] };
              context.idToken['https://example.com/x'] = true;
              user.color = 'blue';
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let answer = try await browser.delegate(to: "ApiC", with: ["scope": "openid color"])
            #expect(answer.json["expires_in"] == 77)
            let claims = try #require(answer.json["id_token"]?.text).claims
            #expect(claims.names == ["color", "https://example.com/x", "iss", "sub", "aud", "exp", "iat", "azp"])
        }
    }

    @Test("give AWS another role, by the add-on's configuration and by the user's awsrole")
    func addon() async throws {
        let rule = """
            function (user, context, callback) {
              context.addonConfiguration.aws = { role: 'arn:aws:iam::123456789012:role/ruled' };
              user.awsrole = 'arn:aws:iam::123456789012:role/own,arn:aws:iam::123456789012:saml-provider/own';
              user.rolesessionname = 'ada.lovelace';
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let ruled = try await browser.delegate(to: "Amazon").json["AssumedRoleUser"]?.object?["Arn"]
            #expect(ruled == "arn:aws:sts::123456789012:assumed-role/ruled/ada.lovelace")
            let asked = ["role": "arn:aws:iam::123456789012:role/asked"] as KeyValuePairs
            let answer = try await browser.delegate(to: "Amazon", with: asked)
            #expect(
                answer.json["AssumedRoleUser"]?.object?["Arn"]
                    == "arn:aws:sts::123456789012:assumed-role/asked/ada.lovelace"
            )
        }
    }

    static let wrongSettings = [
        ("Amazon", "aws", "role: 7", "needs a string as its role, not a number"),
        (
            "Amazon", "aws", "lifetime_in_seconds: '900'",
            "needs a whole number as its lifetime_in_seconds, not a string"
        ),
        ("Firebase2", "firebase", "secret: ['canary']", "needs a string as its secret, not a list"),
        ("Amazon", "aws", "lifetime_in_seconds: 899", "has a lifetime_in_seconds of 899; AWS takes 900 to 43200"),
        ("Blob", "azure_blob", "expiration: -1", "needs a expiration above zero, not -1"),
        ("Blob", "azure_blob", "blob_read: 'yes'", "needs true or false as its blob_read, not a string"),
    ]

    @Test("that set an add-on's key to what it cannot be are told so", arguments: wrongSettings)
    func settings(_ target: String, _ addon: String, _ setting: String, _ why: String) async throws {
        let rule = """
            function (user, context, callback) {
              context.addonConfiguration.\(addon) = { \(setting) };
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let answer = try await browser.delegate(to: target)
            #expect(answer.refusal == "400 invalid_request: the add-on \(addon) of the target \(why)")
            #expect(!answer.text.contains("canary"))
        }
    }

    static let refusals = [
        ("callback(new UnauthorizedError('not now'));", "401 unauthorized: not now"),
        ("callback(new Error('not now'));", "401 access_denied: not now"),
        (
            "context.redirect = { url: 'https://example.com/' }; callback(null, user, context);",
            "400 invalid_request: A rule redirects the user, which needs a browser"
        ),
        (
            "context.multifactor = { provider: 'guardian' }; callback(null, user, context);",
            "400 invalid_request: A rule asks for a second factor, which needs a browser"
        ),
    ]

    @Test("refuse in their own words", arguments: refusals)
    func refuse(_ body: String, _ refusal: String) async throws {
        let rule = """
            function (user, context, callback) {
              if (context.protocol !== 'delegation') return callback(null, user, context);
              \(body)
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            let answer = try await browser.expectNoChange { try await browser.delegate(call) }
            #expect(answer.refusal == refusal)
        }
    }

    static let refreshRefusals = [
        ("callback(new UnauthorizedError('not now'));", "403 access_denied: not now"),
        ("callback(new Error('not now'));", "403 access_denied: not now"),
        (
            "context.multifactor = { provider: 'guardian' }; callback(null, user, context);",
            "400 invalid_request: A rule asks for a second factor, which needs a browser"
        ),
    ]

    @Test("run on a refresh at /oauth/token, and refuse there as access_denied", arguments: refreshRefusals)
    func refuseRefresh(_ body: String, _ refusal: String) async throws {
        let rule = """
            function (user, context, callback) {
              if (context.protocol !== 'oauth2-refresh-token') return callback(null, user, context);
              \(body)
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let answer = try await browser.refresh(DelegationTenant.phone)
            #expect(answer.refusal == refusal)
        }
    }
}
