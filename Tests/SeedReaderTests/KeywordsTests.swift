import SeedReader
import TenantModel
import Testing

@Suite("Keywords")
struct KeywordsTests {
    private static let seed = """
        version: 1
        emulator:
          keywords:
            NAME: Acme
            URLS: ["http://localhost/a", "http://localhost/b"]
            FLAG: true
            WITH_SIGNS: "##NAME##"
          keywords_from_env: [BUILD, ABSENT]
        clients:
          - name: "##NAME## @@FLAG@@ ##BUILD##"
            callbacks: "@@URLS@@"
            sso: "@@FLAG@@"
            description: "##WITH_SIGNS## @@password@@ ##lower## # ## @@"
            client_metadata: { urls: "##URLS##" }
        """

    @Test("F5: are replaced inside values, whole ones with their type")
    func replaced() throws {
        let client = try read(Self.seed, environment: ["BUILD": "42", "HOME": "elsewhere"]).seed.clients[0]
        #expect(client.name == "Acme true 42")
        #expect(client.callbacks == ["http://localhost/a", "http://localhost/b"])
        #expect(client.usesSingleSignOn)
        #expect(client.description == "##NAME## @@password@@ ##lower## # ## @@")
        #expect(client.metadata == ["urls": #"["http://localhost/a","http://localhost/b"]"#])
    }

    @Test("F4: what the environment lacks is an error at the place that asks for it")
    func missing() throws {
        let all = try complaints(about: Self.seed)
        #expect(all.map(\.code) == [.unresolvedKeyword])
        #expect(all.map(\.keyPath) == ["clients[0].name"])
    }

    @Test("only variables that are named are looked at")
    func unnamedVariable() throws {
        let rejected = #expect(throws: SeedRejected.self) {
            try read("version: 1\ntenant: { friendly_name: '##HOME##' }\n", environment: ["HOME": "elsewhere"])
        }
        #expect(rejected?.complaints.map(\.code) == [.unresolvedKeyword])
    }

    @Test("a seed may have none, and then nothing is replaced")
    func none() throws {
        let seed = try read(
            """
            version: 1
            emulator: { keywords: false, keywords_from_env: [HOME] }
            clients: [{ name: "##HOME##", description: "@@NAME@@" }]
            rules: [{ name: a, script: "##NAME##\\n@@NAME@@" }]
            """,
            environment: ["HOME": "elsewhere"]
        ).seed
        #expect(seed.clients[0].name == "##HOME##" && seed.clients[0].description == "@@NAME@@")
        #expect(seed.rules[0].script == "##NAME##\n@@NAME@@")
    }
}
