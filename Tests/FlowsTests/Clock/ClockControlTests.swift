import Logging
import Storage
import Synchronization
import TenantModel
import Testing
import World

@testable import Flows

/// Work is counted, not timed: others wait for a unit of work, and a unit of work is as long as the rows it changes.
@Suite("A move of the clock")
struct ClockControlTests {
    /// Counts the rows that each unit of work changes, and does something between two of them.
    private final class CountingStore: Store {
        let inner: MemoryStore
        let counts = Mutex<[Int]>([])
        let interruption = Mutex<(@Sendable () async throws -> Void)?>(nil)

        init(_ inner: MemoryStore) { self.inner = inner }

        func transact<Result: Sendable>(
            _ work: @Sendable (inout TenantState) throws -> Result
        ) async throws -> Result {
            let (result, count) = try await inner.transact { tenant in
                tenant = tenant.noting
                let result = try work(&tenant)
                let count = tenant.changes?.count ?? .max
                tenant = tenant.settled
                return (result, count)
            }
            counts.withLock { $0.append(count) }
            let interruption = interruption.withLock { interruption in
                defer { if count > 0 { interruption = nil } }
                return count > 0 ? interruption : nil
            }
            try await interruption?()
            return result
        }

        func state() async throws -> TenantState { try await inner.state() }
        func keep() async throws {}
        func origin() async throws -> TenantSnapshot { try await inner.origin() }
        func save(_ snapshot: TenantSnapshot) async throws -> Bool { false }
        func snapshotLabels() async throws -> [TenantSnapshot.Label] { [] }
        func savedSnapshot(named name: String) async throws -> TenantSnapshot? { nil }
        func removeSnapshot(named name: String) async throws -> Bool { false }
        func close() async throws {}
        func forget() async throws {}
    }

    private static let noon = TestDirectory.noon
    private static let client: Identifier<Client> = "client"

    private struct Tenant {
        let world: World
        let store: CountingStore

        /// Has issued so many id_tokens, each for an hour and as many milliseconds as there were before it.
        init(issued count: Int) async throws {
            let directory = try TestDirectory.of()
            let bearings = Bearings(clock: TenantClock(.frozen(noon)), identifiers: Identifiers(.text("42")))
            let state = TenantState(seed: try TestDirectory.seed(), directory: directory)
            store = CountingStore(MemoryStore(state, bearings))
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            world = World(bearings, store: store, directory: directory, log: log)
            _ = try await store.inner.transact { tenant in
                for number in 0..<count {
                    let expiry = noon + .seconds(3600) + .milliseconds(number)
                    tenant.noteIDToken(of: Identifier("auth0|\(number)"), for: client, expiresAt: expiry)
                }
            }
        }

        func advance(_ seconds: Int) async throws -> [DueEvent] {
            try await ClockControl(in: world).advance { $0 + .seconds(seconds) }
        }
    }

    @Test("over which nothing becomes due changes nothing, whatever is remembered")
    func nothingDue() async throws {
        let tenant = try await Tenant(issued: 5000)
        #expect(try await tenant.advance(1).isEmpty)
        #expect(tenant.store.counts.withLock { $0 } == [0, 0])
    }

    @Test("over which much becomes due is done in slices, and tells all of it in order")
    func slices() async throws {
        let tenant = try await Tenant(issued: 5000)
        let fired = try await tenant.advance(86_400)
        #expect(fired.map(\.user) == (0..<5000).map { Identifier("auth0|\($0)") })
        let counts = tenant.store.counts.withLock { $0 }
        #expect(counts.reduce(0, +) == 5000)
        #expect(counts.allSatisfy { $0 <= ClockControl.mostAtOnce })
        #expect(tenant.world.clockMoves.progress == nil)
    }

    @Test("is under way while its progress can be asked for, and takes nothing of what is made meanwhile")
    func meanwhile() async throws {
        let tenant = try await Tenant(issued: 1000)
        let (world, store) = (tenant.world, tenant.store)
        store.interruption.withLock { interruption in
            interruption = {
                #expect(world.clockMoves.progress != nil)
                #expect(world.clock.now == Self.noon + .seconds(86_400))
                _ = try await store.inner.transact { tenant in
                    tenant.makeRoom(at: world.clock.now)
                    tenant.noteIDToken(of: "auth0|late", for: Self.client, expiresAt: .latest)
                }
            }
        }
        #expect(try await tenant.advance(86_400).count == 1000)
        #expect(try await store.state().timeline.map(\.user) == ["auth0|late"])
    }

    @Test("ends where a reset comes between two slices, and nothing of the beginning is taken")
    func reset() async throws {
        let tenant = try await Tenant(issued: 1000)
        let (world, store) = (tenant.world, tenant.store)
        let before = try await store.state()
        store.interruption.withLock { interruption in
            interruption = {
                try await store.inner.transact { state in
                    state = before
                    world.clock.set(now: Self.noon, mode: .frozen)
                }
            }
        }
        #expect(try await tenant.advance(86_400).count == ClockControl.mostAtOnce)
        #expect(world.clock.now == Self.noon)
        #expect(try await store.state().timeline.count == 1000)
    }

    @Test("waits for the one before it, so that each tells what became due in it")
    func crossing() async throws {
        let tenant = try await Tenant(issued: 2000)
        let fired = try await withThrowingTaskGroup(of: [DueEvent].self) { group in
            for _ in 0..<8 { group.addTask { try await tenant.advance(3600) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tenant.world.clock.now == Self.noon + .seconds(8 * 3600))
        #expect(
            fired.map(\.count).filter { $0 > 0 } == [1, 1999] || fired.map(\.count).filter { $0 > 0 } == [1999, 1]
        )
    }
}
