import SeedReader
import TenantModel

/// What `understudy check` reports of seeds that can be served.
package struct SeedCheck: Sendable {
    package let remarks: [String]
    package let hasWarnings: Bool
    package let summary: String

    /// - Throws: `SeedRejected` with every complaint; `SeedConflict`.
    package init(files: [String], environment: [String: String]) throws {
        let configuration = EmulatorConfiguration(
            seeds: files.map(EmulatorConfiguration.Seed.file),
            environment: environment
        )
        let loaded = try LoadedSeeds(configuration)
        remarks = loaded.remarks.map(\.description)
        hasWarnings = loaded.remarks.contains { $0.severity == .warning }
        summary = loaded.seeds
            .map { seed in
                "\(seed.emulator.name): ok (\(seed.clients.count) clients, \(seed.connections.count) connections, "
                    + "\(seed.users.count) users, \(seed.rules.count) rules)"
            }
            .joined(separator: "\n")
    }
}
