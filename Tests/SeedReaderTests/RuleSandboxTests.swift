import Foundation
import SeedReader
import TenantModel
import Testing

@Suite("The rules' sandbox")
struct RuleSandboxTests {
    @Test("is there without being asked for", arguments: ["", "emulator: {}\n", "emulator: { rules: {} }\n"])
    func defaults(_ emulator: String) throws {
        let emulator = try read("version: 1\n\(emulator)").seed.emulator
        #expect(emulator.rules == RuleSandbox())
        #expect(emulator.rules.timeout == .seconds(20) && emulator.rules.memoryMegabytes == 256)
        #expect(emulator.rules.modules == nil && emulator.rules.stubs.isEmpty)
        #expect(emulator.geoip == EmulatorSettings.unknownPlace)
    }

    @Test("has limits, and answers for the calls that rules make")
    func whole() throws {
        let read = try read(
            """
            version: 1
            emulator:
              rules:
                timeout_ms: 1500
                memory_mb: 96
                stubs:
                  - method: post
                    url: https://api.example.com/log
                    body: { plan: gold }
                    status: 201
                    headers: { X-Second: 1, set-cookie: [a=1, "b=2"] }
                    text: "0123"
                    delay_ms: 250
                  - { url: "https://api.example.com/*", json: { z: 1, a: [0123] } }
            """
        )
        var log = NetworkStub(url: "https://api.example.com/log")
        log.method = "POST"
        log.body = ["plan": "gold"]
        log.status = 201
        log.headers = ["X-Second": "1", "set-cookie": ["a=1", "b=2"]]
        log.text = "0123"
        log.delay = .milliseconds(250)
        var rest = NetworkStub(url: "https://api.example.com/*")
        rest.json = ["z": 1, "a": [123]]
        let sandbox = read.seed.emulator.rules
        #expect(sandbox.timeout == .milliseconds(1500))
        #expect(sandbox.memoryMegabytes == 96)
        #expect(sandbox.stubs == [log, rest])
        #expect(read.warnings.isEmpty && read.notes.isEmpty && read.seed.emulator.kept.isEmpty)
    }

    @Test("takes keywords in stubs")
    func keywords() throws {
        let seed = try read(
            """
            version: 1
            emulator:
              keywords: { HOST: api.example.com, PLANS: [gold] }
              rules: { stubs: [{ url: "https://##HOST##/plan", json: "@@PLANS@@" }] }
            """
        ).seed
        #expect(seed.emulator.rules.stubs.map(\.url) == ["https://api.example.com/plan"])
        #expect(seed.emulator.rules.stubs.map(\.json) == [["gold"]])
    }

    // MARK: modules

    /// `project/` has `node_modules/` and `linked`, which leads to it; the seed is in `project/seeds/`.
    private func resolved(_ modules: String) throws -> (modules: String?, project: String) {
        let files = FileManager.default
        let project = files.temporaryDirectory.appending(path: "rule-sandbox-\(UUID().uuidString)")
        try files.createDirectory(at: project.appending(path: "node_modules"), withIntermediateDirectories: true)
        try files.createDirectory(at: project.appending(path: "seeds/own"), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: project) }
        try files.createSymbolicLink(
            atPath: project.appending(path: "seeds/linked").path,
            withDestinationPath: "../node_modules"
        )
        let seed = project.appending(path: "seeds/seed.yaml")
        let written = modules.replacing("PROJECT", with: project.path)
        try "version: 1\nemulator: { rules: { modules: \"\(written)\" } }\n"
            .write(to: seed, atomically: true, encoding: .utf8)
        // A temporary folder is itself a link on some machines.
        let real = project.resolvingSymlinksInPath().path
        let read = try SeedReader().read(path: seed.path, now: .at("2016-05-04T12:00:00Z"))
        return (read.seed.emulator.rules.modules, real)
    }

    @Test(
        "finds packages from the seed's folder, wherever they are",
        arguments: [
            ("own", "seeds/own"), ("./own", "seeds/own"), ("own/", "seeds/own"), (".", "seeds"),
            ("../node_modules", "node_modules"), ("..\\\\node_modules", "node_modules"), ("linked", "node_modules"),
            ("PROJECT/node_modules", "node_modules"),
        ]
    )
    func modules(_ written: String, _ folder: String) throws {
        let (modules, project) = try resolved(written)
        #expect(modules == "\(project)/\(folder)")
    }

    @Test(
        "refuses what is no folder",
        arguments: [
            ("missing", "does not exist"), ("seed.yaml", "is not a folder"), ("seed.yaml/own", "does not exist"),
            ("https://example.com/", "is a URL; a path in the seed's folder is needed"),
            ("a\\0b", "has a NUL in its name"),
        ]
    )
    func noModules(_ written: String, _ reason: String) throws {
        let rejected = #expect(throws: SeedRejected.self) { try resolved(written) }
        let complaint = try #require(rejected?.complaints.first)
        #expect(complaint.message.hasPrefix("modules: folder \"") && complaint.message.hasSuffix(reason))
        #expect((complaint.code, complaint.keyPath) == (.unreadable, "emulator.rules.modules"))
        #expect((complaint.line, complaint.column) == (2, 31))
    }

    @Test("of a seed given as text has no folder of its own", arguments: ["own", "/"])
    func modulesOfText(_ written: String) throws {
        let all = try complaints(about: "version: 1\nemulator: { rules: { modules: \(written) } }\n")
        let message = "modules: folder \"\(written)\" cannot be found, because this seed was given as text"
        #expect(all.map(\.message) == [message])
    }

    // MARK: geoip

    @Test("knows of a place what the seed says, in the documented order")
    func place() throws {
        let place = try read(
            "version: 1\nemulator: { geoip: { longitude: -12, latitude: \"55.5\", country_code: NO } }\n"
        ).seed.emulator.geoip
        #expect(
            JSONValue.object(place).serializedText == #"{"country_code":"NO","country_code3":null,"country_name":null,"#
                + #""city_name":null,"latitude":55.5,"longitude":-12,"time_zone":null,"continent_code":null}"#
        )
    }

    @Test("reaches from pole to pole and around", arguments: ["-90", "90"], ["-180", "180.0"])
    func edges(_ latitude: String, _ longitude: String) throws {
        let text = "version: 1\nemulator: { geoip: { latitude: \(latitude), longitude: \(longitude) } }\n"
        #expect(try read(text).seed.emulator.geoip["latitude"] == .integer(try #require(Int(latitude))))
    }
}
