import SeedReader
import TenantModel
import Testing

@Suite("Aliases")
struct AliasTests {
    @Test("and merge keys share what was written once")
    func shared() throws {
        let seed = try read(
            """
            version: 1
            x-defaults: &defaults
              callbacks: &urls ["http://localhost:3000/callback"]
              sso: true
              description: shared
            clients:
              - { <<: *defaults, name: One, description: own }
              - { name: Two, callbacks: *urls }
              - { <<: [{ description: first }, *defaults], name: Three }
            """
        ).seed
        #expect(seed.clients.map(\.callbacks) == Array(repeating: ["http://localhost:3000/callback"], count: 3))
        #expect(seed.clients.map(\.usesSingleSignOn) == [true, false, true])
        #expect(seed.clients.map(\.description) == ["own", nil, "first"])
    }

    @Test("a later anchor of one name takes its place")
    func redefined() throws {
        let text =
            "version: 1\nclients:\n  - { name: &n One, description: *n }\n  - { name: &n Two, description: *n }\n"
        #expect(try read(text).seed.clients.map(\.description) == ["One", "Two"])
    }

    /// Nine levels of nine, and what the library would hash for hours: wide and deep keys.
    static let bombs: [String] = {
        func levels(_ count: Int, _ item: (String) -> String) -> String {
            (1...count).map { "x-\($0): &a\($0) \(item("*a\($0 - 1)"))\n" }.joined()
        }
        let start = "version: 1\nx-0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        let nine = { (alias: String) in "[" + Array(repeating: alias, count: 9).joined(separator: ", ") + "]" }
        return [
            start + levels(9, nine),
            start + levels(9) { "{ ? \(nine($0)) : 1 }" },
            start + levels(9) { "{ \(nine($0)) : 1 }" },
            start + levels(30) { "{ \($0) : 1, b: \($0) }" },
            start + levels(5000) { "[\($0)]" },
            start + levels(20) { "{ <<: [{ a: \($0), b: \($0) }] }" },
        ]
    }()

    @Test("a bomb is refused within a second", arguments: bombs.indices)
    func bomb(_ index: Int) throws {
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try !complaints(about: Self.bombs[index]).isEmpty)
        let elapsed = clock.now - start
        #expect(elapsed < .seconds(1))
    }

    @Test("the budget is for what aliases add, not for what is written")
    func longFile() throws {
        let users = (0..<2000).map { "  - { email: user\($0)@example.com, password: example-only }\n" }.joined()
        #expect(try read("version: 1\nusers:\n" + users).seed.users.count == 2000)
    }
}
