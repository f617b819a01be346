import SeedReader
import TenantModel

/// What `understudy check` reports of seeds that can be served.
package struct SeedCheck: Sendable {
    package let remarks: [String]
    package let hasWarnings: Bool
    package let summary: String
    /// Nil where no day was given.
    package let forecast: SeedForecast?

    /// - Parameter day: as `SeedForecast` reads it.
    /// - Throws: `SeedRejected` with every complaint; `SeedConflict`; `ConfigurationError` for what is no day.
    package init(files: [String], at day: String? = nil) throws {
        try self.init(files.map(EmulatorConfiguration.Seed.file), at: day)
    }

    package init(_ seeds: [EmulatorConfiguration.Seed], at day: String? = nil) throws {
        let configuration = EmulatorConfiguration(seeds: seeds)
        let loaded = try LoadedSeeds(configuration)
        forecast = try day.map { try SeedForecast(of: loaded.seeds, at: $0) }
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
