import SeedReader
import TenantModel

/// What `understudy check` reports of seeds that can be served.
package struct SeedCheck: Sendable {
    package let remarks: [String]
    package let hasWarnings: Bool
    package let summary: String

    /// - Throws: `SeedRejected` with every complaint; `SeedConflict`.
    package init(files: [String]) throws {
        let configuration = EmulatorConfiguration(seeds: files.map(EmulatorConfiguration.Seed.file))
        let loaded = try LoadedSeeds(configuration)
        remarks = loaded.warnings + loaded.notes
        hasWarnings = !loaded.warnings.isEmpty
        summary = loaded.seeds
            .map { seed in
                "\(seed.emulator.name): ok (clients: \(seed.clients.count), connections: \(seed.connections.count), "
                    + "users: \(seed.users.count), rules: \(seed.rules.count))"
            }
            .joined(separator: "\n")
    }
}
