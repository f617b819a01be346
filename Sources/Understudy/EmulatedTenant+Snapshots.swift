import Tenancy
import World

/// The tenant as a value: to be taken, put back, written down and compared.
extension EmulatedTenant {
    /// Takes a snapshot: users, everything issued, time and where reproducible ids stand.
    ///
    /// - Parameter name: 1 to 100 characters, with no `/` and no control character.
    /// - Throws: `UnderstudyError` for another name, and where there is one of that name.
    public func takeSnapshot(named name: String) async throws {
        try await UnderstudyError.readable {
            guard let checked = SnapshotName(name) else { throw UnderstudyError("\"\(name)\": \(SnapshotName.rule)") }
            guard try await live.takeSnapshot(named: checked) != nil else {
                throw UnderstudyError("\(self.name) has a snapshot \"\(name)\" already")
            }
        }
    }

    /// In the order of their taking.
    public var snapshots: [String] {
        get async throws { try await live.world.store.snapshotLabels().map(\.name) }
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

    func saved(_ name: String) async throws -> TenantSnapshot {
        try await UnderstudyError.readable {
            guard SnapshotName(name) != nil, let snapshot = try await live.world.store.savedSnapshot(named: name) else {
                throw UnderstudyError("\(self.name) has no snapshot \"\(name)\"")
            }
            return snapshot
        }
    }

    /// 64 hexadecimal digits for all that the tenant has become: equal tenants, equal text, on any machine.
    public var digest: String {
        get async throws { try await live.world.store.state().gentleDigest() }
    }

    /// The tenant as a seed in YAML: loaded, it has the same digest.
    ///
    /// It holds every secret of the tenant in clear.
    public func export() async throws -> String { try await live.exported() }
}
