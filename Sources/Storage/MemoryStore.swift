import Synchronization
package import World

/// A tenant's memory for as long as the process lives.
package final class MemoryStore: Store {
    private let first: TenantSnapshot
    private let state: Mutex<TenantState>
    private let snapshots = Mutex<[TenantSnapshot]>([])

    /// A tenant at its first instant.
    package init(_ state: TenantState, _ bearings: Bearings) {
        first = TenantSnapshot(unnamed: state, bearings)
        self.state = Mutex(state)
    }

    package func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result {
        try state.withLock { current in
            var draft = current
            let result = try work(&draft)
            current = draft
            return result
        }
    }

    package func state() async throws -> TenantState { state.withLock { $0 } }

    package func keep() async throws {}

    package func origin() async throws -> TenantSnapshot { first }

    package func save(_ snapshot: TenantSnapshot) async throws -> Bool {
        snapshots.withLock { snapshots in
            guard !snapshots.contains(where: { $0.isCalled(snapshot.label.name) }) else { return false }
            snapshots.append(snapshot)
            return true
        }
    }

    package func snapshotLabels() async throws -> [TenantSnapshot.Label] { snapshots.withLock { $0.map(\.label) } }

    package func savedSnapshot(named name: String) async throws -> TenantSnapshot? {
        snapshots.withLock { $0.first { $0.isCalled(name) } }
    }

    package func removeSnapshot(named name: String) async throws -> Bool {
        snapshots.withLock { snapshots in
            guard let index = snapshots.firstIndex(where: { $0.isCalled(name) }) else { return false }
            Remains.letGo(snapshots.remove(at: index))
            return true
        }
    }

    package func close() async throws {}

    package func forget() async throws {}
}

extension TenantSnapshot {
    /// Byte for byte, as SQLite compares: texts that merely look the same are other names.
    fileprivate func isCalled(_ name: String) -> Bool { label.name.utf8.elementsEqual(name.utf8) }
}
