package import Tenancy
package import Logging
package import Rules
package import Storage
package import TenantModel
import Tokens
package import World

/// Builds live tenants from seeds: the one place where doors get their adapters, for the executable and the tests alike.
package struct Assembly: Sendable {
    private let firstDomain: String?
    private let host: String
    private let workers: WorkerHost
    private let store: StoreFile?
    private let onProgress: @Sendable (String) -> Void
    private let isTrusted: @Sendable (String) -> Bool
    let desk: SeedDesk
    package let log: Logger

    /// - Parameters:
    ///   - store: nil: tenants live as long as they are served.
    ///   - isTrusted: whether clients that trust our authority will take its certificate for that host.
    package init(
        _ configuration: EmulatorConfiguration,
        store: StoreFile? = nil,
        isTrusted: @escaping @Sendable (String) -> Bool = { _ in true },
        log: Logger
    ) {
        self.isTrusted = isTrusted
        workers = configuration.ruleWorkers
        firstDomain = configuration.domain
        host = configuration.host
        desk = SeedDesk(configuration)
        onProgress = configuration.onProgress
        self.store = store
        self.log = log
    }

    /// The ports at which a tenant answers.
    struct Place {
        let shared: BoundAddress
        /// Nil: it has none of its own.
        let own: OwnPorts?

        var ports: OwnPorts { own ?? OwnPorts(shared) }
    }

    /// - Parameters:
    ///   - address: the server's ports; part of the domain of a tenant whose seed gives none.
    ///   - bind: opens ports that a kept tenant had; nil where they cannot be had any more.
    /// - Throws: `SeedConflict` where two tenants claim one host; `KeyError` for a signing key that cannot sign.
    package func tenants(
        _ plans: [TenantPlan],
        at address: BoundAddress,
        bind: (TenantPlan, OwnPorts) async -> OwnPorts? = { _, _ in nil }
    ) async throws -> [LiveTenant] {
        var (plans, places) = (plans, [Place]())
        for (index, plan) in plans.enumerated() {
            guard let ports = plan.source.ports else {
                places.append(Place(shared: address, own: nil))
                continue
            }
            let bound = await bind(plan, ports)
            places.append(Place(shared: address, own: bound))
            // Tokens that were issued stay good: the issuer is the one it had.
            if bound == nil {
                plans[index].seed.emulator.issuer =
                    plan.seed.emulator.issuer ?? "https://\(ownDomain(ports))/"
            }
        }
        let domains = zip(plans, places).enumerated().map { index, pair in
            domain(of: pair.0.seed, isFirst: index == 0, at: pair.1)
        }
        // All of them before anything is made: whoever begins again keeps what is there until the start is certain.
        var owners: [String: String] = [:]
        for (index, plan) in plans.enumerated() where places[index].own == nil {
            let (name, domain) = (plan.seed.emulator.name, domains[index])
            for host in ([domain] + plan.seed.emulator.aliases).map(HostName.withoutPort) {
                guard let owner = owners.updateValue(name, forKey: host), owner != name else { continue }
                throw SeedConflict(
                    description: "The tenants \"\(owner)\" and \"\(name)\" both claim the host \(host)"
                )
            }
        }
        var tenants: [LiveTenant] = []
        for (index, plan) in plans.enumerated() {
            tenants.append(try await tenant(plan, domain: domains[index], at: places[index]))
        }
        return tenants
    }

    func domain(of seed: TenantSeed, isFirst: Bool = false, at place: Place) -> String {
        if let own = place.own { return ownDomain(own) }
        if let domain = seed.emulator.domain ?? (isFirst ? firstDomain : nil) { return domain }
        let host = isFirst ? "localhost" : "\(seed.emulator.name.lowercased()).localhost"
        return place.shared.https == 443 ? host : "\(host):\(place.shared.https)"
    }

    /// Of a tenant with ports of its own.
    private func ownDomain(_ ports: OwnPorts) -> String {
        let host = EmulatorAddress.name(of: host)
        return ports.https == 443 ? host : "\(host):\(ports.https)"
    }

    private func tenant(_ plan: TenantPlan, domain: String, at place: Place) async throws -> LiveTenant {
        let directory = TenantDirectory(seed: plan.seed, domain: domain)
        switch plan.origin {
        case .kept(let kept):
            guard let store else { preconditionFailure("what is kept comes from a store") }
            onProgress("Reading \(kept.name) from \(store.path) …")
            let (memory, bearings) = try store.resume(kept, directory: directory)
            try await store.setSource(plan.source.record.serializedText, of: kept)
            return try live(plan.seed, directory, memory, bearings, at: place)
        case .fresh(let earlier):
            let state = TenantState(seed: plan.seed, directory: directory)
            let bearings = Bearings(plan.seed.emulator)
            return try await begin(plan.seed, directory, state, bearings, plan.source, at: place, replacing: earlier)
        }
    }

    /// A tenant at its first instant.
    func begin(
        _ seed: TenantSeed,
        _ directory: TenantDirectory,
        _ state: TenantState,
        _ bearings: Bearings,
        _ source: SeedSource,
        at place: Place,
        replacing earlier: KeptTenant? = nil
    ) async throws -> LiveTenant {
        // Before anything is kept: a key that cannot sign makes no tenant.
        _ = try TenantSigner(directory).keys
        guard let store else { return try live(seed, directory, MemoryStore(state, bearings), bearings, at: place) }
        if state.userCount > Self.manyUsers {
            onProgress("Writing \(state.userCount) users of \(seed.emulator.name) to \(store.path) …")
        }
        let text = SeedDesk.text(keeping: seed)
        do { _ = try desk.keptSeed(text, named: seed.emulator.name) } catch {
            throw SeedConflict(
                description: "The tenant \"\(seed.emulator.name)\" could not be read back from a store: \(error)"
            )
        }
        let memory = try await store.keep(
            seed.emulator.name,
            seed: text,
            source: source.record.serializedText,
            state: state,
            bearings: bearings,
            replacing: earlier
        )
        return try live(seed, directory, memory, bearings, at: place)
    }

    private func live(
        _ seed: TenantSeed,
        _ directory: TenantDirectory,
        _ store: any Store,
        _ bearings: Bearings,
        at place: Place
    ) throws -> LiveTenant {
        let world = World(
            bearings,
            store: store,
            directory: directory,
            rules: rules(of: seed, domain: directory.domain),
            log: log
        )
        let host = HostName.withoutPort(directory.domain)
        let reach = TenantReach(host: host, ports: place.ports, areOwn: place.own != nil, isTrusted: isTrusted)
        return LiveTenant(world: world, seed: seed.withoutPeople, reach: reach)
    }

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

extension Assembly {
    /// From so many on, writing them takes long enough to be told.
    private static let manyUsers = 5000
}

extension Bearings {
    /// Those of a tenant at its first instant.
    package convenience init(_ emulator: EmulatorSettings) {
        let identifiers = Identifiers(emulator.entropy)
        identifiers.resume(
            Dictionary(
                IdentifierKind.allCases.compactMap { kind in emulator.drawn[kind.rawValue].map { (kind, $0) } },
                uniquingKeysWith: { first, _ in first }
            )
        )
        self.init(clock: TenantClock(emulator.clock), identifiers: identifiers)
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

    /// How every clock starts; nil where each seed decides.
    ///
    /// - Throws: `ConfigurationError` for a text that is neither `real` nor an instant.
    package var startingClock: ClockSetting? {
        get throws(ConfigurationError) {
            guard let clock else { return nil }
            if clock == "real" { return .real }
            guard let instant = Timestamp(rfc3339: clock) else {
                throw ConfigurationError(
                    description:
                        "\"\(clock)\" is neither real nor an instant, which RFC 3339 writes as 2016-05-04T12:00:00Z"
                )
            }
            return .frozen(instant)
        }
    }

    /// - Throws: `StoreFileFault`.
    package func openStore() throws -> StoreFile? {
        switch store {
        case .memory: nil
        case .file(let path): try StoreFile(path, isDurable: isDurable)
        }
    }
}

/// A configuration that cannot be served.
package struct ConfigurationError: Error, CustomStringConvertible {
    package let description: String
}
