import Foundation
import Testing
import Understudy
import UnderstudyTesting

/// Where a tenant of a test is kept.
enum KeptStore: String, CaseIterable, CustomTestStringConvertible {
    case memory, file

    var testDescription: String { self == .memory ? "in memory" : "in a file" }

    /// How often a race is run; more rounds find more, but take longer.
    static let rounds = ProcessInfo.processInfo.environment["UNDERSTUDY_RACE_ROUNDS"].flatMap { Int($0) } ?? 3

    /// The tenant of `Fixtures/Seeds/tests.yaml`, asked in the clear: a handshake for each of thousands says nothing more.
    func with<Result>(
        _ seed: EmulatorConfiguration.Seed? = nil,
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        try await Self.withFolder { folder in
            var configuration = EmulatorConfiguration(seeds: [try seed ?? TestTenant.seed()])
            configuration.entropy = "test"
            if self == .file { configuration.store = .file(folder + "/state.db") }
            return try await Turnstile.emulators.pass {
                try await TestTenant.$scheme.withValue("http") { try await withUnderstudy(configuration, body) }
            }
        }
    }

    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path)
    }
}
