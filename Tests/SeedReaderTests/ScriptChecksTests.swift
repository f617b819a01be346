import Foundation
import SeedReader
import Synchronization
import TenantModel
import Testing

@Suite("Scripts are looked at before they run")
struct ScriptChecksTests {
    struct Place: Hashable, Sendable, CustomTestStringConvertible {
        let line: Int
        let column: Int
        var testDescription: String { "\(line):\(column)" }

        init(_ line: Int, _ column: Int) { (self.line, self.column) = (line, column) }
    }

    /// Complains at `place` of each rule that has `marked` in its script.
    private static func engine(_ place: Place) -> @Sendable ([Rule]) -> [SeedReader.ScriptComplaint] {
        { rules in
            rules.filter { $0.script.contains("marked") }.map {
                SeedReader.ScriptComplaint(
                    rule: $0.id,
                    line: place.line,
                    column: place.column,
                    message: "SyntaxError: no \"}\""
                )
            }
        }
    }

    private func complaint(about text: String, at place: Place) throws -> Complaint {
        let rejected = #expect(throws: SeedRejected.self) { try read(text, checkScripts: Self.engine(place)) }
        let complaints = try #require(rejected).complaints
        #expect(complaints.count == 1)
        return try #require(complaints.first)
    }

    // MARK: What an engine says

    @Test("F3: a fault in a block is shown on the block's own line")
    func block() throws {
        let found = try complaint(
            about: """
                version: 1
                rules:
                  - name: fine
                    script: "function (user, context, callback) {\\n}"
                  - name: broken
                    script: |
                      function (user, context, callback) { // marked

                        callback(null, user;
                      }
                """,
            at: Place(3, 22)
        )
        #expect(found.code == .badScript)
        #expect(
            found.description == """
                seed.yaml:9:28: error: rule "broken": SyntaxError: no "}"
                    at rules[1].script
                    |         callback(null, user;
                    |                            ^
                """
        )
    }

    @Test(
        "however the script stands in the seed, and however an engine counts",
        arguments: [
            ("|\n    marked {\n    }\n", Place(1, 8), Place(5, 12)),
            ("|2\n     marked {\n    }\n", Place(1, 8), Place(5, 12)),
            ("|- # why\n\n    marked {\n    }\n", Place(2, 1), Place(6, 5)),
            ("&a |\n    marked {\n    }\n", Place(1, 1), Place(5, 5)),
            // Beyond the end is the end.
            ("|-\n    marked {\n    }\n", Place(1, 99), Place(5, 13)),
            ("|-\n    marked {\n    }\n", Place(99, 1), Place(6, 6)),
            ("|-\n    marked {\n    }\n", Place(0, 0), Place(5, 5)),
            // What does not stand line by line in the file is shown where it begins.
            ("\"marked {\\n}\"\n", Place(2, 1), Place(4, 11)),
            (">\n    marked {\n\n    }\n", Place(2, 1), Place(4, 11)),
            ("\"@@SCRIPT@@\"\n", Place(2, 1), Place(4, 11)),
            ("\n    text: |\n      marked {\n      }\n", Place(1, 8), Place(6, 14)),
            ("{ text: marked }\n", Place(1, 3), Place(4, 19)),
            // A keyword's value is longer, or shorter, than the keyword.
            ("|\n    marked ##LONG## {\n    ##A## }\n", Place(1, 7), Place(5, 11)),
            ("|\n    marked ##LONG## {\n    ##A## }\n", Place(1, 12), Place(5, 12)),
            ("|\n    marked ##LONG## {\n    ##A## }\n", Place(1, 19), Place(5, 21)),
            ("|\n    marked ##LONG## {\n    ##A## }\n", Place(2, 3), Place(6, 11)),
        ]
    )
    func places(_ script: String, _ place: Place, _ expected: Place) throws {
        let keywords = "emulator: { keywords: { LONG: unexpected, A: a, SCRIPT: \"marked\\n}\" } }"
        let found = try complaint(about: "version: 1\nrules:\n- name: a\n  script: \(script)\(keywords)\n", at: place)
        #expect(Place(found.line, found.column) == expected)
    }

    @Test("a script that two rules share is shown where it is written")
    func shared() throws {
        let rejected = #expect(throws: SeedRejected.self) {
            try read(
                """
                version: 1
                rules:
                  - name: one
                    script: &script |
                      marked {
                      }
                  - name: two
                    script: *script
                """,
                checkScripts: Self.engine(Place(2, 1))
            )
        }
        let complaints = try #require(rejected).complaints
        #expect(complaints.map(\.keyPath) == ["rules[0].script", "rules[1].script"])
        #expect(complaints.map { Place($0.line, $0.column) } == [Place(6, 7), Place(6, 7)])
    }

    /// A seed in a folder of its own, with `rules/a.js` beside it.
    private func complaintsAboutFile(_ script: String, emulator: String, place: Place) throws -> [Complaint] {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "script-checks-\(UUID().uuidString)")
        try files.createDirectory(at: folder.appending(path: "rules"), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let seed = folder.appending(path: "seed.yaml")
        try script.write(to: folder.appending(path: "rules/a.js"), atomically: true, encoding: .utf8)
        try "version: 1\n\(emulator)\nrules: [{ name: a, script: ./rules/a.js }]\n"
            .write(to: seed, atomically: true, encoding: .utf8)
        let reader = SeedReader(checkScripts: Self.engine(place))
        do {
            return try reader.read(path: seed.path, now: .at("2016-05-04T12:00:00Z")).warnings.map {
                $0.without(folder: folder.path)
            }
        } catch let rejected as SeedRejected {
            return rejected.complaints.map { $0.without(folder: folder.path) }
        }
    }

    @Test("F3, F5: a fault in a file is shown in that file, as its author wrote it")
    func file() throws {
        let complaints = try complaintsAboutFile(
            "// marked\nvar place = '##PLACE##'; }\n",
            emulator: "emulator: { keywords: { PLACE: a-place-not-to-be-shown } }",
            place: Place(2, 40)
        )
        #expect(
            complaints.map(\.description) == [
                """
                rules/a.js:2:26: error: rule "a": SyntaxError: no "}"
                    at rules[0].script
                    | var place = '##PLACE##'; }
                    |                          ^
                """
            ]
        )
    }

    @Test("F4: so is what a rule of a file lacks")
    func configurationInFile() throws {
        let complaints = try complaintsAboutFile(
            "function (user, context, callback) {\n  callback(configuration.PLAN);\n}\n",
            emulator: "",
            place: Place(1, 1)
        )
        #expect(
            complaints.map(\.headline) == [
                "rules/a.js:2:12: warning: rule \"a\" reads configuration.PLAN, but rulesConfigs has no such key"
            ]
        )
    }

    @Test("an engine is asked once, about all rules as they will run")
    func asked() throws {
        let asked = Mutex<[[String]]>([])
        let text = """
            version: 1
            emulator: { keywords: { NAME: value } }
            rules:
              - { name: b, enabled: false, script: "##NAME##\\n" }
              - { name: a, script: "a\\n" }
            """
        _ = try read(
            text,
            checkScripts: { rules in
                asked.withLock { $0.append(rules.map(\.script)) }
                return []
            }
        )
        #expect(asked.withLock { $0 } == [["value\n", "a\n"]])
    }

    @Test("an engine is not asked where there are no rules")
    func notAsked() throws {
        let asked = Mutex(0)
        _ = try read(
            "version: 1\n",
            checkScripts: { _ in
                asked.withLock { $0 += 1 }
                return []
            }
        )
        #expect(asked.withLock { $0 } == 0)
    }

    // MARK: configuration

    private func warnings(about rules: String) throws -> [Complaint] {
        try read(
            "version: 1\nrulesConfigs: [{ key: PLAN, value: free }, { key: REGION, value: eu }]\nrules:\n" + rules
        ).warnings
    }

    @Test("F4: a key that rulesConfigs lacks is told once for each rule")
    func missingKey() throws {
        let found = try warnings(
            about: """
                  - name: one
                    script: |
                      function (user, context, callback) {
                        user.plan = configuration.PLAN || configuration.PLANS;
                        user.team = configuration['TEAM'] + configuration.TEAM;
                      }
                  - name: two
                    script: |
                      // configuration.COMMENTED
                      configuration.TEAM
                  - name: three
                    enabled: false
                    script: |
                      // disabled
                      configuration.DISABLED
                """
        )
        #expect(
            found.map(\.headline) == [
                "seed.yaml:7:43: warning: rule \"one\" reads configuration.PLANS, but rulesConfigs has no such key; "
                    + "nearest: \"PLAN\"",
                "seed.yaml:8:21: warning: rule \"one\" reads configuration.TEAM, but rulesConfigs has no such key",
                "seed.yaml:13:7: warning: rule \"two\" reads configuration.TEAM, but rulesConfigs has no such key",
            ]
        )
        #expect(found.map(\.code) == [.danglingReference, .danglingReference, .danglingReference])
    }

    // MARK: RJ-29

    /// Rules whose scripts have so many bytes; the last may be disabled.
    private func seed(ofBytes sizes: [Int], lastIsEnabled: Bool = true) -> String {
        "version: 1\nrules:\n"
            + sizes.enumerated().map { index, size in
                let isEnabled = lastIsEnabled || index < sizes.count - 1
                return "- name: a\(index)\n  enabled: \(isEnabled)\n  script: |\n    "
                    + String(repeating: "x", count: size - 1)
                    + "\n"
            }.joined()
    }

    @Test(
        "the scripts of a real tenant have 100 KiB together",
        arguments: [
            ([102_400], true, 0), ([102_401], true, 1), ([51_200, 51_201], true, 1), ([102_400, 2], false, 0),
        ]
    )
    func size(_ sizes: [Int], _ lastIsEnabled: Bool, _ count: Int) throws {
        let warnings = try read(seed(ofBytes: sizes, lastIsEnabled: lastIsEnabled)).warnings
        let message = "the scripts of enabled rules have 102401 bytes; a real tenant takes at most 102400"
        #expect(warnings.map(\.message) == Array(repeating: message, count: count))
        #expect(warnings.map(\.keyPath) == Array(repeating: "rules", count: count))
    }

    @Test("a mebibyte of scripts is read, one byte more is not, nor looked at", arguments: [true, false])
    func tooLarge(_ lastIsEnabled: Bool) throws {
        let half = 524_288
        #expect(try read(seed(ofBytes: [half, half], lastIsEnabled: lastIsEnabled)).warnings.count == 1)
        let asked = Mutex(0)
        let rejected = #expect(throws: SeedRejected.self) {
            try read(
                seed(ofBytes: [half, half + 1], lastIsEnabled: lastIsEnabled),
                checkScripts: { _ in
                    asked.withLock { $0 += 1 }
                    return []
                }
            )
        }
        let message = "the scripts of all rules have 1048577 bytes, more than 1048576"
        #expect(rejected?.complaints.map(\.message) == [message])
        #expect(asked.withLock { $0 } == 0)
    }
}

extension Complaint {
    /// As it would read in that folder.
    fileprivate func without(folder: String) -> Complaint {
        var complaint = self
        complaint.file = file.replacing("\(folder)/", with: "")
        return complaint
    }
}
