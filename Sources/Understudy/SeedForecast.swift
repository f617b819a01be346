import TenantModel

/// What `understudy check --at` reports: which clients stop working by then, and what to use instead.
package struct SeedForecast: Sendable {
    package let text: String

    /// - Parameter day: `2018-02-02`, its first second in UTC, or an RFC 3339 instant.
    /// - Throws: `ConfigurationError` for a text that is neither.
    init(of seeds: [TenantSeed], at day: String) throws {
        let instant = try Self.instant(day)
        text = seeds.map { Self.text(of: LegacyForecast(of: $0, at: instant), named: $0.emulator.name) }
            .joined(separator: "\n\n")
    }

    /// - Throws: `ConfigurationError`.
    package static func checkDay(_ day: String) throws { _ = try instant(day) }

    private static func instant(_ day: String) throws(ConfigurationError) -> Timestamp {
        guard let instant = Timestamp(day: day) ?? Timestamp(rfc3339: day) else {
            throw ConfigurationError(
                description: "\"\(day)\" is not a day and not an instant: write 2018-02-02 or 2018-02-02T12:00:00Z"
            )
        }
        return instant
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
