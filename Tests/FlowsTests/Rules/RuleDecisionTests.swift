import Flows
import TenantModel
import Testing

@Suite("What rules left behind")
struct RuleDecisionTests {
    private static let user: JSONObject = [
        "email": "ada@example.com", "user_id": "facebook|1", "last_password_reset": "2016-01-01T00:00:00.000Z",
        "kept.since.2013": true,
        "identities": [
            [
                "access_token": "canary-token", "access_token_secret": "canary-secret",
                "refresh_token": "canary-refresh", "expires_in": 60, "provider": "facebook", "user_id": "1",
            ]
        ],
    ]

    private static let context: JSONObject = [
        "jwtConfiguration": ["lifetimeInSeconds": 36000, "scopes": ["contact": ["email"]]], "idToken": [:],
        "accessToken": [:],
    ]

    /// `user` and `context` with these members in place of, or beside, their own.
    private func decide(
        user: JSONObject = [:],
        context: JSONObject = [:],
        showsProviderTokens: Bool = false
    ) throws -> RuleDecision {
        try RuleDecision(
            user: Self.user.merging(user),
            context: Self.context.merging(context),
            before: (Self.user, Self.context),
            ruleOnlyAttributes: ["last_password_reset"],
            showsProviderTokens: showsProviderTokens
        )
    }

    @Test("asks for nothing where it is what they found")
    func nothing() throws {
        let decision = try decide()
        #expect(decision.shaping == .none)
        #expect(decision.redirect == nil && decision.secondFactor == nil && decision.primaryUser == nil)
        #expect(decision.remarks.isEmpty)
    }

    // MARK: Lifetime

    static let lifetimes: [(JSONValue, Int?, isRemarked: Bool)] = [
        (3600, 3600, false), (1, 1, false), (315_360_000, 315_360_000, false), (36000, nil, false), (nil, nil, false),
        (0, nil, true), (-1, nil, true), (315_360_001, nil, true), (1_000_000_000_000_000_000, nil, true),
        (.integer(.min), nil, true), (.number(0.5), nil, true), (.number(1e18), nil, true), (.number(1e308), nil, true),
        ("3600", nil, true), (true, nil, true), ([3600], nil, true), ([:], nil, true),
    ]

    @Test("fixes a lifetime in whole seconds, or none", arguments: lifetimes)
    func lifetime(_ value: JSONValue, _ seconds: Int?, _ isRemarked: Bool) throws {
        let decision = try decide(context: ["jwtConfiguration": ["lifetimeInSeconds": value]])
        #expect(decision.shaping.lifetime == seconds.map { .seconds($0) })
        #expect(decision.remarks.count == (isRemarked ? 1 : 0))
        if isRemarked {
            #expect(decision.remarks.first?.contains("lifetimeInSeconds is ignored: \(value.serializedText) ") == true)
        }
    }

    @Test("may have lost or broken the whole configuration", arguments: [nil, "text", 7, [], [:]] as [JSONValue])
    func noConfiguration(_ value: JSONValue) throws {
        let decision = try decide(context: ["jwtConfiguration": value])
        #expect(decision.shaping == .none)
        #expect(decision.remarks.isEmpty)
    }

    // MARK: Scopes

    static let scopes: [(JSONValue, [String: [String]], remarks: Int)] = [
        (["contact": ["email"]], [:], 0), ([:], [:], 0), (nil, [:], 0),
        (["contact": ["email", "name"]], ["contact": ["email", "name"]], 0),
        (["contact": ["email"], "more": []], ["contact": ["email"], "more": []], 0),
        (["openid": ["openid", "jti"]], ["openid": ["openid", "jti"]], 0), ("contact", [:], 1), (["email"], [:], 1),
        (["contact": "email", "a": ["b"]], ["a": ["b"]], 1), (["a": ["b", 1], "c": nil], [:], 2),
    ]

    @Test("gives scope words a meaning, word by word", arguments: scopes)
    func words(_ value: JSONValue, _ expected: [String: [String]], _ remarks: Int) throws {
        let decision = try decide(context: ["jwtConfiguration": ["lifetimeInSeconds": 36000, "scopes": value]])
        #expect(decision.shaping.scopes == expected)
        #expect(decision.remarks.count == remarks)
        #expect(decision.remarks.allSatisfy { $0.hasPrefix("jwtConfiguration.scopes") })
    }

    // MARK: Claims

    @Test("keeps claims with a namespace, in their order, whatever they say")
    func claims() throws {
        let claims: JSONObject = [
            "https://example.com/roles": ["admin"], "http://example.com/plan": nil, "https://a": ["deep": [:]],
        ]
        let decision = try decide(context: ["idToken": .object(claims)])
        #expect(decision.shaping.idTokenClaims.names == claims.names)
        #expect(decision.shaping.idTokenClaims == claims)
        #expect(decision.remarks.isEmpty)
    }

    @Test(
        "leaves every other claim alone, and says so",
        arguments: [
            "iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "azp", "at_hash", "acr", "plan", "example.com/plan",
            "ftp://example.com/plan", "HTTPS", "",
        ]
    )
    func reserved(_ name: String) throws {
        let claims: JSONObject = ["https://example.com/kept": 1, name: "mine"]
        let decision = try decide(context: ["idToken": .object(claims)])
        #expect(decision.shaping.idTokenClaims.names == ["https://example.com/kept"])
        #expect(decision.remarks.count == 1)
        #expect(decision.remarks.first?.hasPrefix("context.idToken.\(name) is ignored") == true)
    }

    @Test(
        "takes a standard claim that a rule corrects, and says so",
        arguments: [("updated_at", 1_462_363_200), ("email_verified", true), ("picture", nil), ("address", ["a": 1])]
            as [(String, JSONValue)]
    )
    func corrected(_ name: String, _ value: JSONValue) throws {
        let decision = try decide(context: ["idToken": [name: value]])
        #expect(decision.shaping.idTokenClaims == [name: value])
        #expect(decision.remarks == ["context.idToken.\(name) is taken: the rule corrects a standard claim"])
    }

    @Test(
        "keeps no claim in a namespace of the tenant's maker",
        arguments: [
            "https://auth0.com/roles", "http://auth0.com", "https://acme.auth0.com/roles", "https://webtask.io/a",
            "https://x.webtask.run:443/a", "https://AUTH0.com/roles",
        ]
    )
    func forbiddenNamespace(_ name: String) throws {
        let decision = try decide(context: ["idToken": [name: 1, "https://notauth0.com/roles": 2]])
        #expect(decision.shaping.idTokenClaims.names == ["https://notauth0.com/roles"])
        #expect(decision.remarks.count == 1)
    }

    @Test("bears an idToken that is no object", arguments: [nil, "x", 1, [], ["a"], true] as [JSONValue])
    func noClaims(_ value: JSONValue) throws {
        #expect(try decide(context: ["idToken": value]).shaping == .none)
    }

    static let accessTokenScopes: [(JSONValue, String?, isRemarked: Bool)] = [
        (["openid", "read:orders"], "openid read:orders", false), ([], "", false), (["a", "b", "a"], "a b", false),
        (nil, nil, false), ("openid", nil, true), (["openid", 1], nil, true), ([:], nil, true),
    ]

    @Test("says what the access token is good for, as a list of words", arguments: accessTokenScopes)
    func accessToken(_ scope: JSONValue, _ words: String?, _ isRemarked: Bool) throws {
        let decision = try decide(context: ["accessToken": ["scope": scope]])
        #expect(decision.shaping.accessTokenScope?.description == words)
        #expect(decision.remarks.count == (isRemarked ? 1 : 0))
    }

    // MARK: Where to go, and as whom

    static let redirects: [(JSONValue, String?, isRemarked: Bool)] = [
        (["url": "https://app.example/form"], "https://app.example/form", false),
        (["url": "http://127.0.0.1:3000/?a=b"], "http://127.0.0.1:3000/?a=b", false), (nil, nil, false),
        (["url": "javascript:alert(1)"], nil, true), (["url": "//app.example"], nil, true),
        (["url": "/form"], nil, true), (["url": ""], nil, true),
        (["url": "https://app.example/\r\nSet-Cookie: a=b"], nil, true),
        (["url": "https://app.example/ b"], nil, true), (["url": "https://app.example/é"], nil, true),
        (["url": 7], nil, true), ([:], nil, true), ("https://app.example/form", nil, true), (true, nil, true),
    ]

    @Test("sends the browser to an absolute web address only", arguments: redirects)
    func redirect(_ value: JSONValue, _ url: String?, _ isRemarked: Bool) throws {
        let decision = try decide(context: ["redirect": value])
        #expect(decision.redirect == url)
        #expect(decision.remarks.count == (isRemarked ? 1 : 0))
    }

    static let secondFactors: [(JSONValue, String?, isRemarked: Bool)] = [
        (["provider": "guardian", "allowRememberBrowser": false], "guardian", false),
        (["provider": "any"], "any", false),
        (nil, nil, false), (false, nil, false), (true, nil, true), ([:], nil, true), (["provider": 1], nil, true),
        ("guardian", nil, true),
    ]

    @Test("asks for a second factor by its provider", arguments: secondFactors)
    func secondFactor(_ value: JSONValue, _ provider: String?, _ isRemarked: Bool) throws {
        let decision = try decide(context: ["multifactor": value])
        #expect(decision.secondFactor == provider)
        #expect(decision.remarks.count == (isRemarked ? 1 : 0))
    }

    @Test("names another user to go on as")
    func primaryUser() throws {
        #expect(try decide(context: ["primaryUser": "auth0|2"]).primaryUser == "auth0|2")
        #expect(try decide(context: ["primaryUser": 2]).primaryUser == nil)
        #expect(try decide(user: ["user_id": "auth0|2"]).primaryUser == nil)
    }

    // MARK: The profile

    @Test("is the profile, members added, changed and gone")
    func profile() throws {
        var user = Self.user
        user["color"] = "blue"
        user["email"] = "countess@example.com"
        user["user_id"] = nil
        let decision = try RuleDecision(
            user: user,
            context: Self.context,
            before: (Self.user, Self.context),
            ruleOnlyAttributes: ["last_password_reset"],
            showsProviderTokens: true
        )
        #expect(decision.profile.names == ["email", "kept.since.2013", "identities", "color"])
        #expect(decision.profile["email"] == "countess@example.com")
    }

    @Test("may not have gained a dotted member", arguments: ["a.b", ".", "color.", "$set"])
    func dotted(_ name: String) throws {
        let refusal = OAuthError.invalidRequest(
            "Fields with \".\" are not allowed, please remove all dotted fields..."
        )
        #expect(throws: refusal) { try decide(user: [name: nil]) }
    }

    @Test("may have what the store already had, and dots further down")
    func undotted() throws {
        let decision = try decide(user: ["kept.since.2013": "changed", "deep": ["a.b": 1]])
        #expect(decision.profile["kept.since.2013"] == "changed")
        #expect(decision.profile["deep"]?.object?["a.b"] == 1)
    }

    @Test("shows what only rules may see where a rule put it there itself")
    func ruleOnly() throws {
        #expect(try decide().profile["last_password_reset"] == nil)
        #expect(try decide(user: ["last_password_reset": "never"]).profile["last_password_reset"] == "never")
    }

    @Test("shows the providers' tokens only where the tenant is old enough", arguments: [true, false])
    func identities(_ isShown: Bool) throws {
        let profile = try decide(showsProviderTokens: isShown).profile
        #expect(profile.serializedText.contains("canary") == isShown)
        let identity = profile["identities"]?.elements?.first?.object
        #expect(identity?["expires_in"] == (isShown ? 60 : nil))
        #expect(identity?["provider"] == "facebook")
    }

    @Test("bears identities that a rule has broken", arguments: [nil, "none", [], [1, nil, "x"]] as [JSONValue])
    func brokenIdentities(_ value: JSONValue) throws {
        #expect(try decide(user: ["identities": value]).profile["identities"] == value)
    }
}
