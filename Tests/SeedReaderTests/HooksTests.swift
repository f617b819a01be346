import SeedReader
import TenantModel
import Testing

@Suite("Hooks")
struct HooksTests {
    private func hooks(_ text: String) throws -> [Hook] {
        try read(
            """
            version: 1
            clients: [{ name: Orders, client_id: 0123456789abcdefghijklmnopqrstuv }, { name: Billing }]
            connections: [{ name: facebook, strategy: facebook }]
            emulator:
              hooks:
            \(text)
            """
        ).seed.emulator.hooks
    }

    @Test("say which logins, in every way, and what becomes of their tokens")
    func whole() throws {
        let hook = try #require(
            try hooks(
                """
                    - name: staff
                      when:
                        client: [Orders, Billing]
                        connection: [Username-Password-Authentication, facebook]
                        protocol: [oidc-basic-profile, delegation]
                        scope: [openid, orders]
                        email_domain: [Example.COM, example.org]
                        role: [admin, Lord of the Rings]
                      set:
                        scopes: { orders: [plan, country], short: nickname }
                        lifetime_in_seconds: 3600
                        claims: { z: 1, a: { deep: [true, "0123", 0123] }, n: ~ }
                """
            ).first
        )
        #expect(hook.name == "staff")
        #expect(hook.when.clients?.map(\.rawValue.count) == [32, 32])
        #expect(hook.when.connections?.allSatisfy { $0.rawValue.hasPrefix("con_") } == true)
        #expect(hook.when.connections?.count == 2)
        #expect(hook.when.protocols == [.authorizationCode, .delegation])
        #expect(hook.when.scopes == ["openid", "orders"])
        #expect(hook.when.emailDomains == ["example.com", "example.org"])
        #expect(hook.when.roles == ["admin", "Lord of the Rings"])
        var shaping = Hook.Shaping()
        shaping.scopes = ["orders": ["plan", "country"], "short": ["nickname"]]
        shaping.lifetime = .seconds(3600)
        shaping.claims = ["z": 1, "a": ["deep": [true, "0123", 123]], "n": nil]
        #expect(hook.effect == .shape(shaping))
    }

    @Test("name a client as everywhere else", arguments: ["Orders", "0123456789abcdefghijklmnopqrstuv"])
    func client(_ written: String) throws {
        let hook = try #require(try hooks("    - { name: a, when: { client: \(written) }, set: { deny: No } }").first)
        #expect(hook.when.clients == ["0123456789abcdefghijklmnopqrstuv"])
        #expect(hook.effect == .deny(reason: "No"))
    }

    @Test("without a condition are for every login", arguments: ["", "when: {}, ", "when: ~, ", "when: { role: ~ }, "])
    func always(_ condition: String) throws {
        let hook = try #require(try hooks("    - { name: a, \(condition)set: { deny: No } }").first)
        #expect(hook.when == Hook.Condition())
    }

    @Test("keep the order of the file, and no warning says that they do nothing")
    func order() throws {
        let read = try read(
            "version: 1\nemulator: { hooks: [{ name: b, set: { deny: No } }, { name: a, set: { deny: No } }] }\n"
        )
        #expect(read.seed.emulator.hooks.map(\.name) == ["b", "a"])
        #expect(read.warnings.isEmpty && read.notes.isEmpty)
        #expect(read.seed.emulator.kept.isEmpty)
    }

    @Test("know every documented protocol", arguments: LoginProtocol.allCases)
    func protocols(_ word: LoginProtocol) throws {
        let hook = try #require(
            try hooks("    - { name: a, when: { protocol: \(word.rawValue) }, set: { deny: No } }").first
        )
        #expect(hook.when.protocols == [word])
    }

    @Test("last for a second to thirty days", arguments: [1, 2_592_000])
    func lifetimes(_ seconds: Int) throws {
        let hook = try #require(try hooks("    - { name: a, set: { lifetime_in_seconds: \(seconds) } }").first)
        guard case .shape(let shaping) = hook.effect else {
            Issue.record("denied")
            return
        }
        #expect(shaping.lifetime == .seconds(seconds))
    }
}
