/// The door to a tenant's memory.
///
/// A unit of work is one `transact`: its closure cannot wait, sees one state, and leaves nothing behind when it throws.
/// That is why a code redeems once.
package protocol Store: Sendable {
    func transact<Result: Sendable>(
        _ work: @Sendable (inout TenantState) throws -> Result
    ) async throws -> Result

    /// The state as it stands, to be read at leisure.
    func snapshot() async throws -> TenantState
}
