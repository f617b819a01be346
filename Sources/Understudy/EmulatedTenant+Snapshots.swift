import HTTPSurface
import World

/// The tenant as a value: to be taken, put back, written down and compared.
extension EmulatedTenant {
    /// Takes a snapshot: users, everything issued, time and where reproducible ids stand.
    ///
    /// - Throws: `UnderstudyError` where there is one of that name.
    public func takeSnapshot(named name: String) async throws {
        let snapshot = try await live.snapshot(named: name)
        guard !name.isEmpty, try await live.world.store.save(snapshot) else {
            throw UnderstudyError("\(self.name) has a snapshot \"\(name)\" already, or that is no name")
        }
    }

    /// In the order of their taking.
    public var snapshots: [String] {
        get async throws { try await live.world.store.savedSnapshots().map(\.name) }
    }

    /// Everything as it was when the snapshot was taken.
    ///
    /// - Throws: `UnderstudyError` where there is none of that name.
    public func restoreSnapshot(named name: String) async throws {
        try await live.restore(try await saved(name))
    }

    /// - Throws: `UnderstudyError` where there is none of that name.
    public func removeSnapshot(named name: String) async throws {
        _ = try await saved(name)
        _ = try await live.world.store.removeSnapshot(named: name)
    }

    private func saved(_ name: String) async throws -> TenantSnapshot {
        guard !name.isEmpty, let snapshot = try await live.world.store.savedSnapshot(named: name) else {
            throw UnderstudyError("\(self.name) has no snapshot \"\(name)\"")
        }
        return snapshot
    }

    /// 64 hexadecimal digits for all that the tenant has become: equal tenants, equal text, on any machine.
    public var digest: String {
        get async throws { try await live.world.store.snapshot().digest }
    }

    /// The tenant as a seed in YAML: loaded, it has the same digest. It holds every secret of the tenant.
    public func export() async throws -> String { try await live.exported() }
}
