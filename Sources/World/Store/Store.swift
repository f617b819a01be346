/// The door to a tenant's memory.
///
/// A unit of work is one `transact`: its closure cannot wait, sees one state, and leaves nothing behind when it throws.
/// That is why a code redeems once. What it answered is kept: whatever a restart brings back, it brings that back.
package protocol Store: Sendable {
    /// - Throws: what `work` throws; `StoreFailure`, and nothing has changed, where the state cannot be kept.
    func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result

    /// The state as it stands, to be read at leisure.
    func state() async throws -> TenantState

    /// Returns when time and ids are kept as far as they have been used.
    /// - Throws: `StoreFailure`, as everything below does; `TenantGone` after `forget`.
    func keep() async throws

    /// The tenant at its first instant.
    func origin() async throws -> TenantSnapshot

    /// - Returns: false, and nothing is saved, where there is one of that name.
    func save(_ snapshot: TenantSnapshot) async throws -> Bool

    /// In the order of their taking.
    func snapshotLabels() async throws -> [TenantSnapshot.Label]

    func savedSnapshot(named name: String) async throws -> TenantSnapshot?

    /// - Returns: false where there is none of that name.
    func removeSnapshot(named name: String) async throws -> Bool

    /// Keeps everything as it stands at a clean end, the log too.
    func close() async throws

    /// Nothing of the tenant is kept any more.
    func forget() async throws
}

/// The tenant has been thrown away.
package struct TenantGone: Error, Hashable, Sendable {
    package init() {}
}

/// What was to be kept could not be written, and nothing of it has happened; or what was kept cannot be read.
package struct StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// There is no room, and there may be some again.
    package let isFull: Bool

    package init(_ description: String, isFull: Bool = false) {
        self.description = description
        self.isFull = isFull
    }
}
