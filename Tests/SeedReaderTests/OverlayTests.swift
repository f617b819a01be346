import Foundation
import SeedReader
import TenantModel
import Testing

@Suite("An overlay")
struct OverlayTests {
    private static let export = """
        tenant: { friendly_name: ##NAME## }
        clients:
          - name: Orders SPA
            brand_new_setting: { a: 1 }
            callbacks: @@URLS@@
        resourceServers: []

        """

    /// Reads `seed.yaml` with the other files as its overlays, `config.json` excepted.
    private func read(_ files: KeyValuePairs<String, String>, with overlays: [String]) throws -> ReadSeed {
        let folder = FileManager.default.temporaryDirectory.appending(path: "overlay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return try SeedReader().read(
            path: folder.appending(path: "seed.yaml").path,
            overlays: overlays.map { folder.appending(path: $0).path },
            now: .at("2016-05-04T12:00:00Z")
        )
    }

    private static let local = """
        keywords: { NAME: Acme, URLS: ["http://localhost/a"] }
        emulator: { name: acme, era: modern }
        users:
          - { email: ada@example.com, password: example-only }

        """

    @Test("gives an export people, settings and keywords, and the export is judged as before")
    func export() throws {
        let read = try read(["seed.yaml": Self.export, "local.yaml": Self.local], with: ["local.yaml"])
        #expect(read.warnings.map(\.keyPath) == ["clients[0].brand_new_setting"])
        #expect(read.seed.emulator.name == "acme" && read.seed.emulator.era == .modern)
        #expect(read.seed.settings.friendlyName == "Acme")
        #expect(read.seed.clients[0].callbacks == ["http://localhost/a"])
        #expect(read.seed.users.map(\.email) == ["ada@example.com"])
    }

    @Test("is judged strictly, in its own file")
    func strict() throws {
        let overlay =
            "version: 1\nusers:\n  - { email: ada@example.com, pasword: x }\nclients: []\nemulator: { nmae: a }\n"
        let rejected = #expect(throws: SeedRejected.self) {
            try read(["seed.yaml": Self.export, "local.yaml": overlay], with: ["local.yaml"])
        }
        let errors = try #require(rejected).complaints.filter { $0.severity == .error }
        #expect(errors.allSatisfy { $0.file.hasSuffix("/local.yaml") })
        #expect(errors.map { [$0.line, $0.column] } == [[3, 31], [4, 1], [5, 13]])
        #expect(errors[1].message.contains("belongs in the seed itself"))
    }

    @Test("adds people behind the seed's own, and its settings go before the seed's")
    func ownSeed() throws {
        let seed = """
            version: 1
            emulator: { name: one, era: legacy, keywords: { A: seed, B: seed }, rules: { timeout_ms: 5 } }
            tenant: { friendly_name: "##A## ##B##" }
            users: [{ email: a@example.com }]
            """
        let overlay = """
            emulator: { era: modern, keywords: { A: overlay }, rules: { memory_mb: 128 } }
            users: [{ email: b@example.com }]
            """
        let read = try read(["seed.yaml": seed, "local.yaml": overlay], with: ["local.yaml"]).seed
        #expect(read.users.map(\.email) == ["a@example.com", "b@example.com"])
        #expect(read.emulator.name == "one" && read.emulator.era == .modern)
        #expect(read.emulator.rules.memoryMegabytes == 128 && read.emulator.rules.timeout == .milliseconds(5))
        #expect(read.settings.friendlyName == "overlay seed")
    }

    @Test("two people of one address are told with both files")
    func duplicates() throws {
        let seed = "version: 1\nusers: [{ email: a@example.com }]\n"
        let rejected = #expect(throws: SeedRejected.self) {
            try read(["seed.yaml": seed, "local.yaml": "users: [{ email: a@example.com }]\n"], with: ["local.yaml"])
        }
        let complaint = try #require(rejected?.complaints.first)
        #expect(complaint.code == .duplicate && complaint.file.hasSuffix("/local.yaml"))
        #expect(complaint.message.contains("/seed.yaml:2:"))
    }

    private static let configuration = """
        { "AUTH0_DOMAIN": "acme.eu.auth0.com", "AUTH0_CLIENT_SECRET": "c4n4ry",
          "AUTH0_KEYWORD_REPLACE_MAPPINGS": {
            "NAME": "Acme", "HOST": "localhost:3000", "URLS": ["http://##HOST##/a", "http://localhost/b"] } }
        """

    @Test("may be the deployment tool's config.json, of which only keywords are read", arguments: [true, false])
    func configuration(isNamed: Bool) throws {
        let read = try read(
            ["seed.yaml": Self.export, "config.json": Self.configuration],
            with: isNamed ? ["config.json"] : []
        )
        #expect(read.warnings.map(\.keyPath) == ["clients[0].brand_new_setting"])
        #expect(read.seed.settings.friendlyName == "Acme")
        #expect(read.seed.clients[0].callbacks == ["http://localhost:3000/a", "http://localhost/b"])
        #expect(read.seed.emulator.domain == nil)
    }

    @Test("a config.json of somebody else is passed over")
    func otherConfiguration() throws {
        let read = try read(["seed.yaml": Self.export, "config.json": #"{ "port": 3000 }"#], with: [])
        #expect(read.warnings.filter { $0.code == .unresolvedKeyword }.count == 2)
    }

    @Test("a config.json that is cut off is named, and none of its keywords is read")
    func brokenConfiguration() throws {
        let text = #"{ "AUTH0_KEYWORD_REPLACE_MAPPINGS": { "URLS": "#
        let read = try read(["seed.yaml": Self.export, "config.json": text], with: [])
        let broken = read.warnings.filter { $0.message.contains("config.json beside this seed is not valid JSON") }
        #expect(broken.count == 1)
        #expect(read.warnings.filter { $0.code == .unresolvedKeyword }.count == 2)
    }

    @Test("that is no map, or not there, is refused", arguments: ["", "- a\n", "[]"])
    func noMap(_ text: String) throws {
        let rejected = #expect(throws: SeedRejected.self) {
            try read(["seed.yaml": Self.export, "local.yaml": text], with: ["local.yaml"])
        }
        #expect(rejected?.complaints.contains { $0.file.hasSuffix("/local.yaml") } == true)
        #expect(throws: SeedRejected.self) { try read(["seed.yaml": Self.export], with: ["absent.yaml"]) }
    }
}
