import Foundation
import SeedReader
import TenantModel
import Testing

/// The seeds that the tests read, found from this file's own place.
enum SeedFixtures {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let seeds = root.appending(path: "Seeds")
    static let fixtures = root.appending(path: "Fixtures/Seeds")

    /// Base names of the seeds in `Fixtures/Seeds/refused`; each has its complaints beside it, in a `.txt`.
    static let refused: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: "refused").path)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static func refused(_ name: String, _ ending: String) throws -> String {
        try String(contentsOf: fixtures.appending(path: "refused/\(name).\(ending)"), encoding: .utf8)
    }
}

extension Timestamp {
    /// Literals of tests, which are known to be instants.
    static func at(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }
}

/// Reads a seed's text as `seed.yaml`, at noon on 4 May 2016.
func read(
    _ text: String,
    environment: [String: String] = [:],
    validatePrivateKey: @escaping @Sendable (String) -> String? = { _ in nil },
    checkScripts: @escaping @Sendable ([Rule]) -> [SeedReader.ScriptComplaint] = { _ in [] }
) throws -> ReadSeed {
    try SeedReader(environment: environment, validatePrivateKey: validatePrivateKey, checkScripts: checkScripts)
        .read(text: text, named: "seed.yaml", now: .at("2016-05-04T12:00:00Z"))
}

/// The errors of a seed that must be refused.
func complaints(about text: String) throws -> [Complaint] {
    let rejected = #expect(throws: SeedRejected.self) { try read(text) }
    return try #require(rejected).complaints
}
