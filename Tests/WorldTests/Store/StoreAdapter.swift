import Storage
import Testing
import World

/// A way to keep a tenant.
///
/// Each one is a row here, and all of them must pass `StoreConformanceTests`.
struct StoreAdapter: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let open: @Sendable (TenantState) async throws -> any Store

    static let all = [
        StoreAdapter(testDescription: "MemoryStore") { MemoryStore($0) }
    ]
}
