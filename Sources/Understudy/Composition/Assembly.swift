package import HTTPSurface
package import Logging
package import Rules
import Storage
package import TenantModel
import Tokens
import World

/// Builds live tenants from seeds: the one place where doors get their adapters, for the executable and the tests alike.
package struct Assembly: Sendable {
    package let clock: ClockSetting?
    package let entropy: Entropy?
    private let firstDomain: String?
    private let workers: WorkerHost
    package let log: Logger

    package init(_ configuration: EmulatorConfiguration, log: Logger) throws {
        workers = configuration.ruleWorkers
        clock = try configuration.startingInstant.map(ClockSetting.frozen)
        entropy = configuration.entropy.map(Entropy.init)
        firstDomain = configuration.domain
        self.log = log
    }

    /// - Parameter httpsPort: part of the domain of a tenant whose seed gives none.
    /// - Throws: `SeedConflict` where two tenants claim one host; `KeyError` for a signing key that cannot sign.
    package func tenants(_ seeds: [TenantSeed], httpsPort: Int) throws -> [LiveTenant] {
        var owners: [String: String] = [:]
        return try seeds.enumerated().map { index, seed in
            let tenant = try tenant(seed, domain: domain(of: seed, isFirst: index == 0, httpsPort: httpsPort))
            for host in [tenant.directory.domain] + tenant.directory.aliases {
                guard let owner = owners.updateValue(seed.emulator.name, forKey: host) else { continue }
                throw SeedConflict(
                    description: "The tenants \"\(owner)\" and \"\(seed.emulator.name)\" both claim the host \(host)"
                )
            }
            return tenant
        }
    }

    private func domain(of seed: TenantSeed, isFirst: Bool, httpsPort: Int) -> String {
        if let domain = seed.emulator.domain ?? (isFirst ? firstDomain : nil) { return domain }
        let host = isFirst ? "localhost" : "\(seed.emulator.name.lowercased()).localhost"
        return httpsPort == 443 ? host : "\(host):\(httpsPort)"
    }

    private func tenant(_ seed: TenantSeed, domain: String) throws -> LiveTenant {
        let directory = TenantDirectory(seed: seed, domain: domain)
        _ = try TenantSigner(directory).keys
        let origin = TenantState(seed: seed, directory: directory)
        let start = clock ?? seed.emulator.clock
        let world = World(
            clock: TenantClock(start),
            identifiers: Identifiers(entropy ?? seed.emulator.entropy),
            store: MemoryStore(origin),
            directory: directory,
            rules: rules(of: seed, domain: domain),
            log: log
        )
        return LiveTenant(world: world, origin: origin, start: start)
    }
}

extension Assembly {
    /// The tenant's scripts; no worker is started yet.
    private func rules(of seed: TenantSeed, domain: String) -> any RuleRunner {
        let rules = seed.runnableRules
        guard !rules.isEmpty else { return NoRules() }
        return RuleService(
            rules,
            configuration: seed.ruleConfiguration,
            sandbox: seed.emulator.rules,
            domain: domain,
            on: workers
        )
    }
}

extension TenantSeed {
    /// Enabled ones of the only stage that ever ran, in order.
    package var runnableRules: [Rule] {
        rules.filter { $0.isEnabled && $0.stage == .loginSuccess }.sorted { $0.order < $1.order }
    }
}

extension EmulatorConfiguration {
    /// Where rules run: in processes of the executable that was named, else on threads of this process.
    package var ruleWorkers: WorkerHost {
        (ruleWorker ?? environment["UNDERSTUDY_RULE_WORKER"]).map { .process(executable: $0) } ?? .thread
    }

    /// Where every clock starts frozen; nil where the seeds, or the machine, decide.
    ///
    /// - Throws: `ConfigurationError` for a text that is not an instant.
    package var startingInstant: Timestamp? {
        get throws(ConfigurationError) {
            guard let clock, clock != "real" else { return nil }
            guard let instant = Timestamp(rfc3339: clock) else {
                throw ConfigurationError(
                    description:
                        "\"\(clock)\" is not an instant: write it as RFC 3339 does, such as 2016-05-04T12:00:00Z"
                )
            }
            return instant
        }
    }
}

/// A configuration that cannot be served.
package struct ConfigurationError: Error, CustomStringConvertible {
    package let description: String
}
