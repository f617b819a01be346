import Flows
import TenantModel
import Testing
import World

@Suite("The origins of a login's shape")
struct RuleOriginsTests {
    private static let user: JSONObject = ["email": "ada@example.com", "name": "Ada"]
    private static let context: JSONObject = [
        "jwtConfiguration": ["lifetimeInSeconds": 36000, "scopes": ["contact": ["email"]]], "idToken": [:],
        "accessToken": [:],
    ]

    private func origins(_ steps: (rule: String, user: JSONObject?, context: JSONObject?)...) -> TokenShaping.Origins {
        let job = RuleJob(
            user: Self.user,
            context: Self.context,
            clock: TenantClock(.frozen(TestDirectory.noon)).reading,
            seed: "",
            accessToken: ""
        )
        let run = RuleRun(
            steps: steps.map { row in
                var step = RuleStep(rule: row.rule, duration: .zero)
                (step.user, step.context) = (row.user, row.context)
                return step
            },
            outcome: .finished(user: [:], context: [:])
        )
        return RuleOrigins(run, from: job, called: "run_1").origins
    }

    @Test("are the run, and no rule that changed nothing")
    func nothing() {
        let origins = origins(("a", nil, nil), ("b", Self.user, Self.context))
        var expected = TokenShaping.Origins()
        expected.run = "run_1"
        #expect(origins == expected)
    }

    @Test("are, attribute by attribute, the rules that said it last")
    func attributes() {
        let first = Self.user.merging(["color": "red", "name": "Countess"])
        let origins = origins(
            ("a", first, nil),
            ("b", nil, nil),
            ("c", first.merging(["color": "blue"]), nil),
            ("d", nil, Self.context)
        )
        #expect(origins.attributes == ["color": "rule \"c\"", "name": "rule \"a\""])
    }

    @Test("know lifetime, words, claims and the access token's scope apart")
    func context() {
        let lifetime: JSONObject = Self.context.merging([
            "jwtConfiguration": ["lifetimeInSeconds": 60, "scopes": ["contact": ["email"]]]
        ])
        let words: JSONObject = lifetime.merging([
            "jwtConfiguration": ["lifetimeInSeconds": 60, "scopes": ["contact": ["email"], "more": ["name"]]]
        ])
        let claims: JSONObject = words.merging(["idToken": ["https://example.com/a": 1]])
        let more: JSONObject = claims.merging([
            "idToken": ["https://example.com/a": 1, "https://example.com/b": 2], "accessToken": ["scope": ["openid"]],
        ])
        let origins = origins(
            ("lifetime", nil, lifetime),
            ("words", nil, words),
            ("claims", nil, claims),
            ("more", nil, more)
        )
        #expect(origins.lifetime == "rule \"lifetime\"")
        #expect(origins.scopes == ["more": "rule \"words\""])
        #expect(
            origins.claims == ["https://example.com/a": "rule \"claims\"", "https://example.com/b": "rule \"more\""]
        )
        #expect(origins.accessTokenScope == "rule \"more\"")
        #expect(origins.attributes.isEmpty)
    }

    @Test("bear a context that a rule has broken")
    func broken() {
        let origins = origins(
            ("a", nil, ["jwtConfiguration": "gone", "idToken": 7, "accessToken": nil]),
            ("b", nil, ["jwtConfiguration": ["lifetimeInSeconds": 5]])
        )
        #expect(origins.lifetime == "rule \"b\"")
        #expect(origins.claims.isEmpty && origins.scopes.isEmpty)
    }
}
