/// Keeps a tenant's state.
///
/// A unit of work is one `transact`. Its closure cannot wait, sees one state, and changes nothing if it throws; that is
/// why a code can be redeemed only once. When `transact` has returned, a restart does not lose the change.
package protocol Store: Sendable {
    /// Runs one unit of work.
    ///
    /// - Throws: what `work` throws; `StoreFailure` if the state cannot be kept. In both cases nothing has changed.
    func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result

    /// A copy of the current state, which later changes do not touch.
    func state() async throws -> TenantState

    /// Keeps the clock and the streams of ids as far as they have been used.
    ///
    /// - Throws: `StoreFailure`, as everything below does; `TenantGone` after `forget`.
    func keep() async throws

    /// The implicit first snapshot: the tenant as it was when it began.
    func origin() async throws -> TenantSnapshot

    /// Saves a snapshot.
    ///
    /// - Returns: false if there is one of that name; it then stays as it is.
    func save(_ snapshot: TenantSnapshot) async throws -> Bool

    /// The labels of all saved snapshots, the oldest first.
    func snapshotLabels() async throws -> [TenantSnapshot.Label]

    func savedSnapshot(named name: String) async throws -> TenantSnapshot?

    /// - Returns: false if there is none of that name.
    func removeSnapshot(named name: String) async throws -> Bool

    /// Keeps everything at a clean stop, the log too.
    func close() async throws

    /// Removes everything that is kept of the tenant.
    func forget() async throws
}

/// The tenant has been deleted.
package struct TenantGone: Error, Hashable, Sendable {
    package init() {}
}

/// The store could not write a change, which then has not happened, or could not read what it has.
package struct StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// True if the disk is full.
    ///
    /// A later attempt may succeed.
    package let isFull: Bool

    package init(_ description: String, isFull: Bool = false) {
        self.description = description
        self.isFull = isFull
    }
}
