import Flows
import TenantModel
import Testing

/// Seed format E2.
@Suite("Hooks")
struct HookRunTests {
    private func run(
        _ hooks: [Hook],
        protocol loginProtocol: LoginProtocol = .implicit,
        original: LoginProtocol? = nil,
        email: JSONValue? = "ada@example.com",
        roles: [String] = [],
        left: JSONValue? = nil,
        on shaping: TokenShaping = .none
    ) throws -> (shaping: TokenShaping, applied: [String]) {
        var facts = LoginFacts(
            loginProtocol,
            client: Client(id: "app", secret: "secret", name: "App"),
            pipeline: .legacy,
            scope: ScopeSet("openid email"),
            caller: Caller()
        )
        facts.originalProtocol = original
        var profile = JSONObject()
        profile["email"] = email
        profile["roles"] = left
        var shaping = shaping
        var applied: [String] = []
        try HookRun(hooks: hooks, facts: facts, connection: "con_users", roles: roles)
            .apply(to: &shaping, profile: profile, noting: &applied)
        return (shaping, applied)
    }

    private static func hook(_ name: String = "hook", _ change: (inout Hook) -> Void = { _ in }) -> Hook {
        var hook = Hook(name: name, effect: .shape(Hook.Shaping()))
        change(&hook)
        return hook
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isMet: Bool
        let when: Hook.Condition

        init(_ description: String, _ isMet: Bool, _ change: (inout Hook.Condition) -> Void) {
            testDescription = description
            self.isMet = isMet
            var when = Hook.Condition()
            change(&when)
            self.when = when
        }
    }

    static let conditions = [
        Row("nothing asked", true) { _ in }, Row("the client", true) { $0.clients = ["app"] },
        Row("one client of two", true) { $0.clients = ["other", "app"] },
        Row("another client", false) { $0.clients = ["other"] },
        Row("a list of nobody", false) { $0.clients = [] },
        Row("the connection", true) { $0.connections = ["con_users"] },
        Row("another connection", false) { $0.connections = ["con_staff"] },
        Row("the protocol", true) { $0.protocols = [.implicit] },
        Row("another protocol", false) { $0.protocols = [.authorizationCode, .resourceOwner] },
        Row("a scope word", true) { $0.scopes = ["color", "email"] },
        Row("another scope word", false) { $0.scopes = ["profile"] },
        Row("half a scope word", false) { $0.scopes = ["open"] },
        Row("the e-mail's domain", true) { $0.emailDomains = ["example.com"] },
        Row("a domain around it", false) { $0.emailDomains = ["com"] },
        Row("a domain below it", false) { $0.emailDomains = ["mail.example.com"] },
        Row("a role", true) { $0.roles = ["guest", "admin"] }, Row("another role", false) { $0.roles = ["owner"] },
        Row("everything at once", true) {
            $0.clients = ["app"]
            $0.connections = ["con_users"]
            $0.protocols = [.implicit]
            $0.scopes = ["openid"]
            $0.emailDomains = ["example.com"]
            $0.roles = ["admin"]
        },
        Row("everything but one", false) {
            $0.clients = ["app"]
            $0.connections = ["con_users"]
            $0.protocols = [.implicit]
            $0.scopes = ["openid"]
            $0.emailDomains = ["example.org"]
            $0.roles = ["admin"]
        },
    ]

    @Test("apply where all that is asked holds", arguments: conditions)
    func holds(_ row: Row) throws {
        let applied = try run([Self.hook { $0.when = row.when }], roles: ["admin"]).applied
        #expect(applied == (row.isMet ? ["hook"] : []))
    }

    static let addresses: [(JSONValue?, Bool)] = [
        ("ada@example.com", true), ("ada@Example.COM", true), ("\"a@b\"@example.com", true),
        ("ada@example.com@example.org", false), ("ada@notexample.com", false), ("example.com", false), ("", false),
        ("ada@", false), (nil, false), (.some(nil), false), (7, false),
    ]

    @Test("read the domain behind the last @ of the address that rules left", arguments: addresses)
    func domains(_ email: JSONValue?, _ isMet: Bool) throws {
        let applied = try run([Self.hook { $0.when.emailDomains = ["example.com"] }], email: email).applied
        #expect(applied.isEmpty == !isMet)
    }

    static let roles: [([String], JSONValue?, Bool)] = [
        (["admin"], nil, true), ([], ["admin"], true), (["guest"], ["owner", "admin"], true),
        (["admin"], [], true), ([], nil, false), ([], "admin", false), ([], [["admin"]], false),
        (["Admin"], nil, false),
    ]

    @Test("count roles of the stored user and those that rules left", arguments: roles)
    func anybodysRoles(_ stored: [String], _ left: JSONValue?, _ isMet: Bool) throws {
        let applied = try run([Self.hook { $0.when.roles = ["admin"] }], roles: stored, left: left).applied
        #expect(applied.isEmpty == !isMet)
    }

    @Test("know a login again when it comes back from a redirect")
    func afterRedirect() throws {
        let hooks = [
            Self.hook("was") { $0.when.protocols = [.authorizationCode] },
            Self.hook("is") { $0.when.protocols = [.redirectCallback] },
            Self.hook("never") { $0.when.protocols = [.implicit] },
        ]
        #expect(try run(hooks, protocol: .redirectCallback, original: .authorizationCode).applied == ["was", "is"])
    }

    @Test("have, in their order, the last word over rules and each other, and are named for it")
    func shaping() throws {
        var rules = TokenShaping()
        rules.lifetime = .seconds(60)
        rules.scopes = ["contact": ["name"], "kept": ["email"]]
        rules.idTokenClaims = ["https://example.com/plan": "rule", "https://example.com/kept": true]
        rules.accessTokenScope = ScopeSet("openid")
        rules.origins.lifetime = "rule \"a\""
        rules.origins.scopes = ["contact": "rule \"a\"", "kept": "rule \"a\""]
        var first = Hook.Shaping()
        first.lifetime = .seconds(600)
        first.scopes = ["contact": ["email"]]
        first.claims = ["https://example.com/plan": "first"]
        var second = Hook.Shaping()
        second.claims = ["https://example.com/plan": "second", "plan": "gold"]
        let (shaping, applied) = try run(
            [
                Self.hook("one") { $0.effect = .shape(first) },
                Self.hook("two") { $0.effect = .shape(second) },
                Self.hook("three") { $0.when.clients = ["other"] },
            ],
            on: rules
        )
        #expect(applied == ["one", "two"])
        #expect(shaping.lifetime == .seconds(600))
        #expect(shaping.scopes == ["contact": ["email"], "kept": ["email"]])
        #expect(
            shaping.idTokenClaims == [
                "https://example.com/plan": "second", "https://example.com/kept": true, "plan": "gold",
            ]
        )
        #expect(shaping.accessTokenScope == ScopeSet("openid"))
        #expect(shaping.origins.lifetime == "hook \"one\"")
        #expect(shaping.origins.scopes == ["contact": "hook \"one\"", "kept": "rule \"a\""])
        #expect(shaping.origins.claims == ["https://example.com/plan": "hook \"two\"", "plan": "hook \"two\""])
    }

    @Test("deny in their own words, and nothing runs after that")
    func deny() throws {
        var applied: [String] = []
        var shaping = TokenShaping.none
        let facts = LoginFacts(
            .implicit,
            client: Client(id: "app", secret: "secret", name: "App"),
            pipeline: .legacy,
            scope: ScopeSet(),
            caller: Caller()
        )
        let hooks = [
            Self.hook("shapes"),
            Self.hook("not here") {
                $0.when.clients = ["other"]
                $0.effect = .deny(reason: "Not here")
            },
            Self.hook("denies") { $0.effect = .deny(reason: "Guests log in elsewhere") },
            Self.hook("too late") { $0.effect = .deny(reason: "Too late") },
        ]
        #expect(throws: OAuthError(.unauthorized, "Guests log in elsewhere", status: 401)) {
            try HookRun(hooks: hooks, facts: facts, connection: nil, roles: [])
                .apply(to: &shaping, profile: [:], noting: &applied)
        }
        #expect(applied == ["shapes", "denies"])
    }
}
