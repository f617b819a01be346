import Foundation
import SeedReader
import TenantModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Files of a seed")
struct SeedFilesTests {
    /// A folder of the test's own, with `seed/` in it; removed afterwards.
    private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "seed-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "seed/rules"),
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private func write(_ text: String, _ place: URL) throws {
        try text.write(to: place, atomically: true, encoding: .utf8)
    }

    private func read(_ file: URL) throws -> ReadSeed {
        try SeedReader().read(path: file.path, now: .at("2016-05-04T12:00:00Z"))
    }

    @Test(
        "a script lies in the seed's folder or below, with either kind of slash",
        arguments: [
            "rules/plan.js", "./rules/plan.js", "rules\\plan.js", "rules/../rules/plan.js", "rules/link.js",
        ]
    )
    func scriptInFolder(_ path: String) throws {
        try withFolder { folder in
            let script = "function (user, context, callback) {\n  callback(null, user, context);\n}\n"
            try write(script, folder.appending(path: "seed/rules/plan.js"))
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "seed/rules/link.js").path,
                withDestinationPath: "plan.js"
            )
            let file = folder.appending(path: "seed/acme.local.yaml")
            try write("version: 1\nrules: [{ name: plan, script: '\(path)' }]\n", file)
            let seed = try read(file).seed
            #expect(seed.rules.map(\.script) == [script])
            #expect(seed.emulator.name == "acme-local")
        }
    }

    @Test("keywords are replaced in scripts, and the tenant's own templates are left alone")
    func keywordsInScript() throws {
        try withFolder { folder in
            try write(
                "function () {\n  return [@@LIST@@, '##NAME##', '@@password@@'];\n}\n",
                folder.appending(path: "seed/a.js")
            )
            let file = folder.appending(path: "seed/seed.yaml")
            try write(
                """
                version: 1
                emulator: { keywords: { LIST: [a, 1], NAME: n } }
                rules: [{ name: plan, script: a.js }]
                """,
                file
            )
            #expect(
                try read(file).seed.rules[0].script == "function () {\n  return [[\"a\",1], 'n', '@@password@@'];\n}\n"
            )
        }
    }

    @Test(
        "nothing else is opened",
        arguments: [
            ("../outside.js", "lies outside the seed's folder"),
            ("rules/../../outside.js", "lies outside the seed's folder"),
            ("escape.js", "lies outside the seed's folder"),
            ("/etc/passwd", "is an absolute path; it must lie in the seed's folder"),
            ("file:///etc/passwd", "is a URL; a path in the seed's folder is needed"),
            ("a\\0b", "has a NUL in its name"),
            ("fifo", "is not a regular file"),
            ("device", "lies outside the seed's folder"),
            ("rules", "is not a regular file"),
            ("missing.js", "does not exist"),
            ("binary.js", "is not UTF-8"),
        ]
    )
    func unsafePath(_ path: String, _ reason: String) throws {
        try withFolder { folder in
            let seeds = folder.appending(path: "seed")
            try write("canary", folder.appending(path: "outside.js"))
            try Data([0xFF, 0xFE]).write(to: seeds.appending(path: "binary.js"))
            #expect(mkfifo(seeds.appending(path: "fifo").path, 0o600) == 0)
            for (name, target) in [("escape.js", "../outside.js"), ("device", "/dev/zero")] {
                let link = seeds.appending(path: name).path
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            }
            let file = seeds.appending(path: "seed.yaml")
            try write("version: 1\nrules:\n  - { name: plan, script: \"\(path)\" }\n", file)
            let rejected = #expect(throws: SeedRejected.self) { try read(file) }
            let complaint = try #require(rejected?.complaints.first)
            #expect(complaint.code == .unreadable)
            #expect(complaint.message.hasSuffix(reason))
            #expect((complaint.line, complaint.keyPath) == (3, "rules[0].script"))
        }
    }

    @Test("a seed given as text names no files")
    func textNamesNoFiles() throws {
        let complaint = try #require(try complaints(about: "version: 1\nrules: [{ name: a, script: a.js }]\n").first)
        #expect(complaint.message == "script: file \"a.js\" cannot be found, because this seed was given as text")
    }

    @Test("the seed itself is a regular file", arguments: ["fifo", "folder", "missing.yaml"])
    func seedIsNoFile(_ name: String) throws {
        try withFolder { folder in
            #expect(mkfifo(folder.appending(path: "fifo").path, 0o600) == 0)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "folder"),
                withIntermediateDirectories: true
            )
            let rejected = #expect(throws: SeedRejected.self) { try read(folder.appending(path: name)) }
            #expect(rejected?.complaints.map(\.code) == [.unreadable])
        }
        let device = #expect(throws: SeedRejected.self) { try read(URL(filePath: "/dev/zero")) }
        #expect(device?.complaints.first?.message == "the file is not a regular file")
    }

    @Test("a sparse file of 1 GiB is refused unread")
    func hugeFile() throws {
        try withFolder { folder in
            let file = folder.appending(path: "huge.yaml")
            #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
            #expect(truncate(file.path, 1 << 30) == 0)
            let elapsed = ContinuousClock().measure {
                let rejected = #expect(throws: SeedRejected.self) { try read(file) }
                #expect(rejected?.complaints.map(\.message) == ["the file is larger than 256 MiB"])
            }
            #expect(elapsed < .seconds(2))
        }
    }

    @Test("a file that is not UTF-8 is refused")
    func notText() throws {
        try withFolder { folder in
            let file = folder.appending(path: "seed.yaml")
            try Data("version: 1 # ".utf8 + [0xE9]).write(to: file)
            let rejected = #expect(throws: SeedRejected.self) { try read(file) }
            #expect(rejected?.complaints.map(\.message) == ["the file is not UTF-8 text"])
        }
    }
}
