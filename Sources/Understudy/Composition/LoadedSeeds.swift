import Tenancy
import Rules
import SeedReader
package import Storage
package import TenantModel
import Tokens
import World

/// Seeds read from wherever they are, and tenants that a store has kept; all of them, or none.
package struct LoadedSeeds: Sendable {
    /// In the order of the seeds; then what else the store holds.
    package let plans: [TenantPlan]
    /// In the order of the seeds, with the place in the file.
    package let warnings: [String]
    /// What is stored but not acted on, a line each.
    package let notes: [String]
    /// Of tenants that the store has kept.
    package let remarks: [String]

    package var seeds: [TenantSeed] { plans.map(\.seed) }

    /// Domains without their ports, and aliases.
    var hosts: [String] {
        seeds.flatMap { ($0.emulator.domain.map { [$0] } ?? []) + $0.emulator.aliases }.map(HostName.withoutPort)
    }

    /// - Parameter store: what it keeps goes on, and its seed is read again only where that has changed.
    /// - Throws: `SeedRejected` with the complaints of every seed; `SeedConflict` where two tenants have one name.
    package init(_ configuration: EmulatorConfiguration, keptIn store: StoreFile? = nil) throws {
        let kept = try store?.tenants() ?? []
        var loading = try Loading(configuration, kept: configuration.startsOver ? [] : kept, in: store?.path ?? "")
        let isAlone = configuration.seeds.isEmpty && kept.isEmpty
        for source in isAlone ? [.quickstart] : configuration.seeds { try loading.load(source) }
        guard loading.complaints.isEmpty else {
            throw SeedRejected(complaints: loading.complaints, omitted: loading.omitted)
        }
        if configuration.startsOver {
            loading.replace(kept)
        }
        try loading.addRest(of: kept)
        try Self.checkNames(loading.plans.map(\.seed))
        plans = loading.plans
        warnings = loading.warnings
        notes = loading.notes
        remarks = loading.remarks
    }

    private static func checkNames(_ seeds: [TenantSeed]) throws(SeedConflict) {
        var names: Set<String> = []
        for seed in seeds where !names.insert(seed.emulator.name).inserted {
            throw SeedConflict(
                description: "Two seeds are called \"\(seed.emulator.name)\": give one of them another emulator.name"
            )
        }
    }
}

/// Two seeds that cannot be served together.
package struct SeedConflict: Error, CustomStringConvertible {
    package let description: String
}

/// The seed that is built in; `Seeds/quickstart.yaml` of the repository is the same file.
enum QuickstartSeed {
    static let text = String(decoding: PackageResources.quickstart_yaml, as: UTF8.self)
    /// What stands for a file where a seed was none.
    static let path = "quickstart.yaml (built in)"
}

/// Seeds that are being read, one after the other.
private struct Loading {
    private(set) var plans: [TenantPlan] = []
    private(set) var warnings: [String] = []
    private(set) var notes: [String] = []
    private(set) var remarks: [String] = []
    private(set) var complaints: [Complaint] = []
    private(set) var omitted = 0

    private let clock: ClockSetting?
    private let entropy: Entropy?
    private let now: Timestamp
    private let files: NotedFiles
    private let desk: SeedDesk
    private let kept: [KeptTenant]
    private let storePath: String

    init(_ configuration: EmulatorConfiguration, kept: [KeptTenant], in storePath: String) throws {
        clock = try configuration.startingClock
        entropy = configuration.entropy.map(Entropy.init)
        now = clock?.start ?? MachineTime.now
        files = NotedFiles(onProgress: configuration.onProgress)
        desk = SeedDesk(configuration, files: files)
        self.kept = kept
        self.storePath = storePath
    }

    /// - Throws: what is kept and cannot be read.
    mutating func load(_ source: EmulatorConfiguration.Seed) throws {
        if let tenant = try kept.first(where: { try isUnchanged(source, of: $0) }) {
            return try plan(tenant, SeedSource(record: record(of: tenant)))
        }
        do {
            let (read, seedSource) = try read(source, at: now)
            warnings += read.warnings.map(\.description)
            notes += read.notes.map(\.headline)
            if let more = read.omitted[.warning] { warnings.append("warning: and \(more.grouped) more") }
            if let more = read.omitted[.note] { notes.append("note: and \(more.grouped) more") }
            guard let tenant = kept.first(where: { $0.name == read.seed.emulator.name }) else {
                plans.append(TenantPlan(seed: read.seed, source: seedSource, origin: .fresh(replacing: nil)))
                return
            }
            try goOn(with: tenant, insteadOf: source)
        } catch let rejected as SeedRejected {
            complaints += rejected.complaints
            omitted += rejected.omitted
        }
    }

    /// A seed that may have changed under a kept tenant: what is kept is served, and the difference is told.
    private mutating func goOn(with tenant: KeptTenant, insteadOf source: EmulatorConfiguration.Seed) throws {
        let before = try SeedSource(record: record(of: tenant))
        // At the instant of the first reading, so that times which the seed leaves out are no difference.
        var after = try read(source, at: before.readAt).source
        after.ports = before.ports
        let differences = after.differences(from: before)
        try plan(tenant, differences.isEmpty ? after : before)
        guard !differences.isEmpty else { return }
        warnings.append(
            "warning: the seed of \"\(tenant.name)\" has changed (\(differences.joined(separator: ", "))) since "
                + "\(storePath) began to keep it; the kept tenant is served as it stands. "
                + "To begin again with the seed: --reseed"
        )
    }

    private mutating func plan(_ tenant: KeptTenant, _ source: SeedSource) throws {
        let seed = try desk.keptSeed(tenant, in: storePath)
        remark(on: tenant, started: seed.emulator)
        plans.append(TenantPlan(seed: seed, source: source, origin: .kept(tenant)))
    }

    private mutating func remark(on tenant: KeptTenant, started: EmulatorSettings) {
        if let clock, clock != started.clock {
            remarks.append("note: \"\(tenant.name)\" keeps its time; --clock is for tenants that begin")
        }
        if let entropy, entropy != started.entropy {
            remarks.append(
                "note: \"\(tenant.name)\" keeps its entropy (\(started.entropy.label)); --entropy is for tenants that begin"
            )
        }
    }

    mutating func addRest(of kept: [KeptTenant]) throws {
        let isFirst = plans.isEmpty
        for tenant in kept where !plans.contains(where: { $0.seed.emulator.name == tenant.name }) {
            if !isFirst {
                remarks.append("note: \(storePath) has kept \"\(tenant.name)\", too, which is served beside your seeds")
            }
            try plan(tenant, SeedSource(record: record(of: tenant)))
        }
    }

    /// Every seed that was read takes the place of the tenant of its name.
    mutating func replace(_ kept: [KeptTenant]) {
        plans = plans.map { plan in
            let earlier = kept.first { $0.name == plan.seed.emulator.name }
            return TenantPlan(seed: plan.seed, source: plan.source, origin: .fresh(replacing: earlier))
        }
    }

    private func read(
        _ source: EmulatorConfiguration.Seed,
        at instant: Timestamp
    ) throws(SeedRejected) -> (read: ReadSeed, source: SeedSource) {
        _ = files.takeNotes()
        var read = try desk.read(source, now: instant)
        let text = desk.text(of: source).map { [SeedSource.File(path: $0.path, hash: SeedSource.hash($0.bytes))] }
        let source = SeedSource(
            files: (text ?? []) + files.takeNotes(),
            overlays: desk.overlayPaths(of: source) ?? [],
            seed: read.seed,
            readAt: instant
        )
        // After a reset a kept tenant begins as it began: flags are part of that, and no change of its seed.
        read.seed.emulator.clock = clock ?? read.seed.emulator.clock
        read.seed.emulator.entropy = entropy ?? read.seed.emulator.entropy
        return (read, source)
    }

    private func isUnchanged(_ source: EmulatorConfiguration.Seed, of tenant: KeptTenant) throws -> Bool {
        let earlier = try SeedSource(record: record(of: tenant))
        let text = desk.text(of: source)
        guard let path = text?.path ?? desk.path(of: source), earlier.files.first?.path == path,
            desk.overlayPaths(of: source) == earlier.overlays
        else { return false }
        return earlier.isUnchanged { $0 == text?.path ? text?.bytes : desk.bytes(of: $0) }
    }

    private func record(of tenant: KeptTenant) throws -> JSONObject {
        try JSONValue(parsing: tenant.source).object ?? JSONObject()
    }
}
