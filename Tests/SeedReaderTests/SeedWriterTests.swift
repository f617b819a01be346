import Foundation
import TenantModel
import Testing

@testable import SeedReader

@Suite("Seeds are written down again")
struct SeedWriterTests {
    /// Every seed in `Seeds` and in `Fixtures/Seeds`.
    static let seeds: [String] = [SeedFixtures.seeds, SeedFixtures.fixtures].flatMap { folder in
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0).path }
    }

    @Test("every published seed", arguments: seeds)
    func published(_ path: String) throws {
        let original = try SeedReader().read(path: path, now: .at("2020-01-01T00:00:00Z"))
        let warnings = Set(original.warnings.map(\.message))
        try expectReadsBack(original.seed) { warnings.contains($0.message) }
    }

    @Test("says nothing twice and in a fixed order")
    func minimal() throws {
        let seed = try read(
            "version: 1\nclients: [{ name: My App }]\nusers: [{ email: me@example.com, password: x }]\n"
        )
        .seed
        let document = SeedWriter.document(of: seed)
        #expect(
            document.names == [
                "version", "emulator", "tenant", "globalClient", "signingKeys", "clients", "databases", "users",
            ]
        )
        let client = try #require(document["clients"]?.elements?.first?.object)
        #expect(
            client.names == ["name", "client_id", "client_secret", "oidc_conformant", "jwt_configuration"]
        )
        let user = try #require(document["users"]?.elements?.first?.object)
        #expect(
            user.names == [
                "user_id", "connection", "email", "password", "name", "nickname", "picture", "created_at", "updated_at",
            ]
        )
        #expect(user["created_at"] == "2016-05-04T12:00:00Z")
    }

    @Test("shows scripts and keys line by line")
    func lineByLine() throws {
        let seed = try read(
            """
            version: 1
            rules:
              - name: a
                script: |
                  function (user, context, callback) {

                    callback(null, user, context);
                  }

            """
        ).seed
        let yaml = SeedWriter.yaml(of: SeedWriter.document(of: seed))
        #expect(yaml.contains("    private_key: |\n      -----BEGIN PRIVATE KEY-----\n      MIIEvQIB"))
        #expect(
            yaml.contains(
                "    script: |\n      function (user, context, callback) {\n\n"
                    + "        callback(null, user, context);\n      }\n"
            )
        )
    }

    // MARK: Awkward texts

    @Test("a text is itself wherever it stands", arguments: AwkwardTexts.all)
    func awkward(_ text: AwkwardTexts.Row) throws {
        let text = text.value
        var seed = try read(Self.stage).seed
        seed.clients[0].description = text
        seed.clients[0].metadata = ["text": .string(text), "list": "x"]
        seed.clients[0].addons = ["firebase": ["secret": .string(text)], "wsfed": [text: .string(text)]]
        seed.connections[0].displayName = text
        seed.settings.friendlyName = text
        seed.rules[0].script = text
        seed.rules[1].script = "function () {\n\(text)\n}"
        seed.ruleConfiguration = ["A": text, "B": "no"]
        seed.users[0].name = text
        seed.users[0].familyName = text
        seed.users[0].userMetadata = [
            "text": .string(text), "list": [.string(text), [.string(text)], []],
            "open": [text: ["more": .string(text)]],
        ]
        seed.users[0].appMetadata = ["last": .array([.array([.string(text)]), [[text: nil]]])]
        seed.users[0].lastIP = text
        seed.users[0].identities[0].profileData = ["name": .string(text)]
        seed.devices[0].deviceName = text
        seed.devices[0].audience = text
        var stub = NetworkStub(url: "https://example.com/\(text)")
        stub.text = text
        stub.body = [.string(text)]
        seed.emulator.rules.stubs = [stub]
        if !text.isEmpty {
            seed.users[0].password = .plain(text)
            seed.users[0].identities[0].accessToken = text
            seed.devices[0].secret = text
            seed.emulator.entropy = Entropy(text)
        }
        try expectReadsBack(seed)
    }

    @Test("a long text is no trouble", arguments: AwkwardTexts.long.indices)
    func long(_ index: Int) throws {
        let text = AwkwardTexts.long[index]
        var seed = try read(Self.stage).seed
        seed.clients[0].description = text
        seed.rules[0].script = text
        seed.users[0].appMetadata = ["text": .string(text)]
        try expectReadsBack(seed)
    }

    @Test("every character of Unicode's first plane, and some beyond")
    func everyCharacter() throws {
        var seed = try read(Self.stage).seed
        let ranges: [ClosedRange<UInt32>] = [0...0x2FFF, 0xD700...0xD7FF, 0xE000...0xE0FF, 0xEF00...0x1_FFFF]
        let all = ranges.flatMap { $0.compactMap(Unicode.Scalar.init) }
        var metadata = JSONObject()
        for start in stride(from: 0, to: all.count, by: 256) {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: all[start..<min(start + 256, all.count)])
            metadata["from \(start)"] = .string(String(text))
        }
        seed.users[0].userMetadata = metadata
        try expectReadsBack(seed)
        // One by one, at the start and at the end.
        let alone =
            all.prefix(0x100)
            + [0x1680, 0x2000, 0x2028, 0x2029, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF, 0x1_FFFE]
            .compactMap(Unicode.Scalar.init)
        seed.users[0].userMetadata = [
            "each": .array(
                alone.flatMap { scalar in
                    ["\(scalar)", "\(scalar)a", "a\(scalar)", "a\n\(scalar)", "\(scalar)\na", "a \(scalar) b\n"].map {
                        .string($0)
                    }
                }
            )
        ]
        try expectReadsBack(seed)
    }

    @Test("numbers and truth values stay what they are")
    func numbers() throws {
        var seed = try read(Self.stage).seed
        seed.users[0].userMetadata = [
            "integers": [0, -1, 42, .integer(.max), .integer(.min)],
            "fractions": .array(
                [0.5, -0.25, 1000, 1e20, 1e21, -1e-7, 2.2250738585072014e-308, .greatestFiniteMagnitude, 0.1 + 0.2].map(
                    JSONValue.number
                )
            ),
            "others": [true, false, nil, [], [:], [[]], [[:]], "true", "null", "0"],
        ]
        seed.settings.sessionLifetime = .milliseconds(3_600_001)
        seed.settings.idleSessionLifetime = .milliseconds(1)
        try expectReadsBack(seed)
        seed.settings.sessionLifetime = .seconds(8761 * 3600)
        seed.settings.idleSessionLifetime = .seconds(90 * 60)
        try expectReadsBack(seed)
        for milliseconds in stride(from: Int64(1), to: 3_153_600_000_000, by: 17_179_869_143) {
            seed.settings.sessionLifetime = .milliseconds(milliseconds)
            let document = seed.settings.document
            let fields = Fields(node: try #require(SeedDocument.read(0, findings(document)).root), path: .root)
            let settings = TenantSettings(seed: fields, era: .legacy, findings: findings(document))
            #expect(settings.sessionLifetime == seed.settings.sessionLifetime)
        }
    }

    private func findings(_ document: JSONObject) -> Findings {
        Findings(sources: [SourceText(file: "seed.json", text: document.serializedText)])
    }

    // MARK: What only a running tenant has

    @Test("tokens that were rotated")
    func rotation() throws {
        var seed = try read(Self.stage).seed
        var first = seed.devices[0]
        first.kind = .rotatingRefreshToken
        first.connection = "facebook"
        first.expiresAt = try .at("2016-06-01T00:00:00.001Z")
        first.replacedAt = try .at("2016-05-05T00:00:00Z")
        first.successors = ["dcr_2", "dcr_3", "dcr_gone"]
        (first.authenticatedAt, first.showsAuthTime) = (try .at("2016-05-01T00:00:00Z"), true)
        first.sessionID = "a-session"
        var second = first
        second.id = "dcr_2"
        second.secret = "second"
        second.createdAt = try .at("2016-05-05T00:00:00Z")
        second.replacedAt = nil
        second.successors = []
        second.expiresAt = nil
        var third = second
        third.id = "dcr_3"
        third.secret = "third"
        third.begunAt = third.createdAt
        third.family = "dcr_of nobody"
        third.scope = ScopeSet(words: ["two words", "openid"])
        seed.devices = [first, second, third]
        seed.clients[0].refreshTokens.isRotating = true
        try expectReadsBack(seed)
        // A token that never expires although its client's tokens do by now.
        seed.clients[0].refreshTokens.lifetime = .seconds(60)
        try expectReadsBack(seed)
    }

    @Test("clients that are gone are only worth a warning")
    func gone() throws {
        var seed = try read(Self.stage).seed
        seed.clients[1].allowedClients = ["gone"]
        seed.connections[0].enabledClients = ["gone", seed.clients[0].id]
        seed.devices[0].client = "gone"
        seed.devices[0].connection = "elsewhere"
        seed.settings.defaultDirectory = "elsewhere"
        try expectReadsBack(seed) { $0.code == .danglingReference }
        #expect(SeedWriter.document(of: seed)["emulator"]?.object?["lenient"] == true)
    }

    @Test("an id that is another's name is written as a name")
    func idsAndNames() throws {
        let seed = try read(
            """
            version: 1
            clients:
              - { name: One, client_id: Two, allowed_clients: [One, Three] }
              - { name: Two, client_id: Three, allowed_clients: [Two] }
            databases: [{ name: con-1, id: con-2, enabled_clients: [One] }, { name: con-2, id: con-3 }]
            emulator: { hooks: [{ name: h, when: { client: One, connection: [con-1, con-3] }, set: { deny: x } }] }
            """
        ).seed
        #expect(seed.clients.map(\.allowedClients) == [["Two", "Three"], ["Three"]])
        try expectReadsBack(seed) { $0.message.hasPrefix("client_id ") }
    }

    @Test("files of the deployment tool, strangers included")
    func deployTool() throws {
        let original = try read(
            """
            tenant: { default_directory: gone, flags: { enable_sso: yes, new_flag: [1] }, stranger: { a: 0123 } }
            clients:
              - { name: A, allowed_clients: [gone], stranger: "##KEY##", addons: { odd: { a: 1 }, slack: { odd: no } } }
              - { name: B, custom_login_page_on: off, description: "##KEY## @@OTHER@@" }
            databases: [{ name: db, enabled_clients: [A, gone], options: { odd: 1, requires_username: true } }]
            rules: [{ name: r, script: "x\\n", odd: 1 }]
            """
        )
        #expect(!original.warnings.isEmpty)
        let places = Set(original.warnings.map(\.keyPath))
        try expectReadsBack(original.seed) { places.contains($0.keyPath) }
    }

    /// A tenant in which texts can stand.
    private static let stage = """
        version: 1
        clients:
          - { name: A, client_id: AaExampleOnly0000000000000000000 }
          - { name: B, client_id: BbExampleOnly0000000000000000000 }
        connections: [{ name: facebook, strategy: facebook }]
        rules: [{ name: a, script: "x\\n" }, { name: b, script: "x\\n" }]
        users: [{ email: a@example.com, password: x }]
        devices: [{ user: a@example.com, client: A }]
        """
}
