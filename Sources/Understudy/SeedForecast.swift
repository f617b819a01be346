import TenantModel

/// What `understudy check --at` reports: which clients stop working by then, and what to use instead.
package struct SeedForecast: Sendable {
    package let text: String

    /// - Parameter at: a day (`2018-02-02`, its first second in UTC) or an RFC 3339 instant.
    /// - Throws: `SeedRejected`, `SeedConflict`; `ConfigurationError` for a text that is neither.
    package init(files: [String], at written: String) throws {
        guard let instant = Timestamp(day: written) ?? Timestamp(rfc3339: written) else {
            throw ConfigurationError(
                description:
                    "\"\(written)\" is not a day and not an instant: write 2018-02-02 or 2018-02-02T12:00:00Z"
            )
        }
        let loaded = try LoadedSeeds(EmulatorConfiguration(seeds: files.map(EmulatorConfiguration.Seed.file)))
        text = loaded.seeds.map { Self.text(of: LegacyForecast(of: $0, at: instant), named: $0.emulator.name) }
            .joined(separator: "\n\n")
    }

    private static func text(of forecast: LegacyForecast, named name: String) -> String {
        let birth =
            forecast.createdAt.map { "created \($0.day)" }
            ?? "no emulator.created_at: taken as one of the old tenants"
        var lines = ["\(name) on \(forecast.instant.day) (\(birth))"]
        for (client, losses) in forecast.clients where !losses.isEmpty {
            lines.append("  \(client.name) (\(client.id)) stops working:")
            for loss in losses {
                lines.append("    \(loss.use): \(loss.reason)")
                lines.append("      instead: \(loss.replacement)")
            }
        }
        let broken = forecast.clients.count { !$0.losses.isEmpty }
        lines.append("  clients that stop working: \(broken) of \(forecast.clients.count)")
        return lines.joined(separator: "\n")
    }
}
