import Storage
import TenantModel
import TestFixtures
import Testing
import World

/// A way to keep a tenant.
///
/// Each one is a row here, and all of them must pass `StoreConformanceTests`.
struct StoreAdapter: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let open: @Sendable (TenantState) async throws -> any Store

    static let all = [
        StoreAdapter(testDescription: "MemoryStore") { MemoryStore($0, bearings) },
        StoreAdapter(testDescription: "SQLiteStore") { state in
            let file = try StoreFile(try ScratchFile().path)
            return try await file.keep("fixture", seed: "{}", source: "{}", state: state, bearings: bearings)
        },
    ]

    private static var bearings: Bearings {
        Bearings(clock: TenantClock(.frozen(TenantFixture.noon)), identifiers: Identifiers(.system))
    }
}
