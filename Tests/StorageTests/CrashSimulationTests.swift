import Foundation
import GRDB
import TenantModel
import TestFixtures
import Testing
import World

@testable import Storage

/// Catalogue CS-26: a long random life, killed at random moments, with and without its log's tail.
@Suite("A store that is killed, again and again")
struct CrashSimulationTests {
    private typealias Fixture = TenantFixture

    /// Chance of the test's own: the same for the same seed, on any machine.
    private struct Chance {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }

    /// 1,000 for whoever has the time.
    private static let seeds =
        ProcessInfo.processInfo.environment["UNDERSTUDY_SIMULATIONS"].flatMap { UInt64($0) } ?? 40

    @Test("holds every unit of work that was answered, and of a torn log the first so many", arguments: 1...seeds)
    func life(_ seed: UInt64) async throws {
        var chance = Chance(state: seed)
        let bearings = Bearings(clock: TenantClock(.frozen(Fixture.noon)), identifiers: Identifiers(.text("\(seed)")))
        var path = try ScratchFile().path
        var file = try StoreFile(path)
        var store = try await file.keep(
            "fixture",
            seed: "{}",
            source: "",
            state: Fixture.state(),
            bearings: bearings
        )
        for _ in 0..<3 {
            // From here on the log begins, and what it held before is in the file.
            try await file.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            var digests = [try await store.state().digest]
            for _ in 0..<(1 + chance.below(25)) {
                try await work(on: store, &chance)
                digests.append(try await store.state().digest)
            }
            let copy = try ScratchFile().path
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            var log = try Data(contentsOf: URL(filePath: path + "-wal"))
            let isTorn = chance.below(2) == 0
            if isTorn { log = log.prefix(chance.below(log.count + 1)) }
            try log.write(to: URL(filePath: copy + "-wal"))
            try file.close()

            (path, file) = (copy, try StoreFile(copy))
            let kept = try #require(try file.tenants().first)
            store = try file.resume(kept, directory: Fixture.state().directory).0
            let digest = try await store.state().digest
            if isTorn {
                #expect(digests.contains(digest), "seed \(seed): half a unit of work was kept")
            } else {
                #expect(digest == digests.last, "seed \(seed): something that was answered is lost")
            }
            let check = try await file.database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
            #expect(check == "ok")
        }
        try file.close()
    }

    /// One unit of work of several rows; now and then one that throws, or puts the tenant back to its beginning.
    private func work(on store: SQLiteStore, _ chance: inout Chance) async throws {
        let name = String(chance.below(12))
        let number = chance.below(9)
        let code = try Fixture.code(name)
        let origin = try await store.origin().state
        struct SecondThoughts: Error {}
        do {
            try await store.transact { tenant in
                switch number {
                case 0:
                    tenant.save(code)
                    tenant.save(Fixture.session(name))
                case 1: _ = tenant.takeCode(name, at: Fixture.noon)
                case 2: tenant.save(Fixture.device(Identifier(name)))
                case 3: tenant.revoke(Identifier(name))
                case 4:
                    tenant.endSession(name)
                    tenant.save(Fixture.accessToken(name))
                case 5: tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: Fixture.noon)
                case 6: tenant.sweep(at: Fixture.noon + .seconds(601))
                case 7:
                    tenant.save(Fixture.session(name))
                    throw SecondThoughts()
                default: tenant = origin
                }
            }
        } catch is SecondThoughts {}
    }
}
