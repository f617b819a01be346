import Synchronization
public import Understudy

/// Runs `body` before a tenant of its own, on an emulator that all tests of the process share, and throws the tenant
/// away afterwards.
///
/// Made in about a millisecond, and alone: its users, keys, clock and ids are nobody else's, so tests run in parallel.
/// Its domain holds the emulator's port, which differs from run to run; for transcripts that are compared byte for byte
/// use `withUnderstudy`, which takes a domain without one.
///
/// - Parameters:
///   - seed: the tenant to play.
///   - instant: RFC 3339; the clock is frozen there. Nil: as the seed says.
///   - entropy: what ids, codes and tokens follow from. Nil: as the seed says.
/// - Throws: a readable complaint about the seed; what `body` throws.
public func withTenant<Result>(
    _ seed: EmulatorConfiguration.Seed = .quickstart,
    at instant: String? = nil,
    entropy: String? = "test",
    _ body: (Stage) async throws -> Result
) async throws -> Result {
    let emulator = try await SharedEmulator.shared.running()
    let name = SharedEmulator.nextName()
    let tenant = try await emulator.makeTenant(named: name, seed: seed, at: instant, entropy: entropy)
    do {
        let stage = Stage(emulator: emulator, tenant: tenant, browser: try Browser(before: tenant, of: emulator))
        let result = try await Stage.$own.withValue(stage) { try await body(stage) }
        try await emulator.removeTenant(named: name)
        return result
    } catch {
        try? await emulator.removeTenant(named: name)
        throw error
    }
}

/// One emulator for all tests of a process; it ends with the process.
actor SharedEmulator {
    static let shared = SharedEmulator()
    private static let tenants = Atomic<Int>(0)

    private var starting: Task<Emulator, any Error>?

    static func nextName() -> String { "test-\(tenants.add(1, ordering: .relaxed).newValue)" }

    func running() async throws -> Emulator {
        if let starting { return try await starting.value }
        let task = Task {
            var configuration = EmulatorConfiguration()
            configuration.stateDirectory = TestState.directory
            return try await Emulator.start(configuration)
        }
        starting = task
        return try await task.value
    }
}

extension Browser {
    /// A browser that asks for paths at the tenant's own domain.
    convenience init(before tenant: EmulatedTenant, of emulator: Emulator) throws {
        let host = String(tenant.domain.prefix { $0 != ":" })
        try self.init(
            http: tenant.http,
            https: "https://\(tenant.domain)",
            caPath: emulator.certificateAuthorityPath,
            hosts: [host]
        )
    }
}
