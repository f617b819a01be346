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

    @Test("are replaced inside values, whole ones with their type")
    func replaced() throws {
        let client = try read(Self.seed, environment: ["BUILD": "42", "HOME": "elsewhere"]).seed.clients[0]
        #expect(client.name == "Acme true 42")
        #expect(client.callbacks == ["http://localhost/a", "http://localhost/b"])
        #expect(client.usesSingleSignOn)
        #expect(client.description == "##NAME## @@password@@ ##lower## # ## @@")
        #expect(client.metadata == ["urls": #"["http://localhost/a","http://localhost/b"]"#])
    }

    @Test("what the environment lacks is an error at the place that asks for it")
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

@Suite("Keywords without quotes")
struct UnquotedKeywordsTests {
    private static let emulator = """
        version: 1
        emulator:
          keywords:
            URLS: ["http://localhost/a", "http://localhost/b"]
            URL: http://localhost/c
            MORE: '"http://localhost/d", "http://localhost/e"'
            APP: "Acme: the shop # 1"
            HOURS: 12
            ON: true

        """

    @Test("stand for a list, an entry, a part of a list, a name and a number")
    func everywhere() throws {
        let seed = try read(
            Self.emulator + """
                tenant: { session_lifetime: ##HOURS## }
                clients:
                  - name: ##APP##
                    callbacks: @@URLS@@
                    allowed_logout_urls:
                      - ##URL##
                      - http://localhost/z
                    web_origins: [ "http://localhost:1", ##MORE## ]
                    sso: ##ON##
                rulesConfigs:
                  - { key: a, value: ##HOURS## }
                  - key: b
                    value: ##URL##?a=@@ON@@
                """
        ).seed
        let client = seed.clients[0]
        #expect(client.name == "Acme: the shop # 1")
        #expect(client.callbacks == ["http://localhost/a", "http://localhost/b"])
        #expect(client.allowedLogoutURLs == ["http://localhost/c", "http://localhost/z"])
        #expect(client.webOrigins == ["http://localhost:1", "http://localhost/d", "http://localhost/e"])
        #expect(client.usesSingleSignOn)
        #expect(seed.settings.sessionLifetime == .seconds(12 * 3600))
        #expect(seed.ruleConfiguration == ["a": "12", "b": "http://localhost/c?a=true"])
    }

    @Test("leave every complaint where it is in the file as written")
    func places() throws {
        let all = try complaints(
            about: Self.emulator + """
                clients:
                  - { name: A, web_origins: [##MORE##, ##MORE##], callbaks: [], sso: maybe }
                  - name: B
                    callbacks: [ ##URL##, ftp ]
                """
        )
        let lines = all.map { ($0.line, $0.column) }
        // A value of a list complains where its keyword stands, and what is behind it where it is.
        #expect(lines.contains { $0 == (11, 51) })
        #expect(lines.contains { $0 == (11, 70) })
        let entry = try #require(all.first { $0.keyPath == "clients[1].callbacks[1]" })
        #expect((entry.line, entry.column) == (13, 27))
        #expect(entry.sourceLine == "    callbacks: [ ##URL##, ftp ]")
    }

    @Test(
        "without a value are called keywords, never missing or a comment",
        arguments: [
            "clients:\n  - name: ##APP##\n", "clients:\n  - { name: ##APP## }\n", "clients:\n  - name: @@APP@@\n",
            "tenant: { session_lifetime: ##APP## }\n", "clients: [{ name: a, callbacks: @@APP@@ }]\n",
            "clients: [{ name: a, callbacks: ['https://##APP##.example.com/cb'] }]\n",
            "rulesConfigs: [{ key: a, value: ##APP## }]\n", "rules: [{ name: abc, script: ./rules/##APP##.js }]\n",
        ]
    )
    func withoutValue(_ text: String) throws {
        let all = try complaints(about: "version: 1\n" + text)
        #expect(all.map(\.code) == [.unresolvedKeyword])
        #expect(all[0].message.contains("keyword") && all[0].message.contains("emulator.keywords"))
        // The same in an export is worth a warning, and the tenant is there.
        let read = try read(text)
        #expect(read.warnings.map(\.code) == [.unresolvedKeyword])
        #expect(read.warnings[0].message.contains("config.json"))
    }

    @Test("are comments where they are a comment's, or have a line of their own and no value")
    func comments() throws {
        let seed = try read(
            """
            ##CLIENTS##
            version: 1 # see ##README##
            clients:
              ###### WEB ######
              ##WEB##
              - name: A
            """
        ).seed
        #expect(seed.clients.map(\.name) == ["A"])
    }

    @Test("a value that is no YAML in its place is told where the keyword stands")
    func brokenValue() throws {
        let all = try complaints(
            about:
                "version: 1\nemulator: { keywords: { MORE: '[\"a' } }\nclients:\n  - name: A\n    callbacks: ##MORE##\n"
        )
        #expect(all.map(\.code) == [.syntax])
        #expect(all[0].line == 5 || all[0].line == 6)
    }

    @Test("in an export take their values from the environment, as the tool does")
    func environment() throws {
        let text = """
            tenant: { friendly_name: ##NAME##, support_email: "help@##HOST##" }
            clients:
              - name: A
                callbacks: [ ##URLS## ]
            """
        let variables = ["NAME": "Acme", "HOST": "acme.example", "URLS": "\"http://a/\", \"http://b/\""]
        let read = try read(text, environment: variables)
        #expect(read.warnings == [])
        #expect(read.seed.settings.friendlyName == "Acme")
        #expect(read.seed.settings.supportEmail == "help@acme.example")
        #expect(read.seed.clients[0].callbacks == ["http://a/", "http://b/"])
        let mapped = ["AUTH0_KEYWORD_REPLACE_MAPPINGS": #"{"NAME": "Acme", "HOST": "h", "URLS": "\"http://a/\""}"#]
        #expect(try SeedReader(environment: mapped).read(text: text, named: "a", now: .earliest).warnings == [])
    }

    @Test("a value of the environment is not repeated in a complaint")
    func secretValue() throws {
        let rejected = #expect(throws: SeedRejected.self) {
            try read("tenant: { session_lifetime: ##HOURS## }\n", environment: ["HOURS": "c4n4ry"])
        }
        #expect(rejected?.description.contains("HOURS") == true)
        #expect(rejected?.description.contains("c4n4ry") == false)
    }

    @Test("cannot make a seed grow without bound, nor deeper than a seed may be")
    func growth() throws {
        let long = String(repeating: "x", count: 100_000)
        let many = (0..<400).map { "x-\($0): ##LONG##\n" }.joined()
        let text = "version: 1\nemulator: { keywords: { LONG: \(long) } }\n" + many
        #expect(try complaints(about: text).map(\.message) == ["keywords make this seed larger than 16 MiB"])
        let open = String(repeating: "[", count: 60), close = String(repeating: "]", count: 60)
        let deep =
            "version: 1\nemulator: { keywords: { DEEP: \(open)\(close) } }\n"
            + "x-a: \(String(repeating: "[", count: 40))@@DEEP@@\(String(repeating: "]", count: 40))\n"
        #expect(try complaints(about: deep)[0].message.contains("nested deeper than"))
    }
}
