import Foundation
import GRDB
import TenantModel
import TestFixtures
import Testing
import World

@testable import Storage

@Suite("A store's file")
struct StoreFileTests {
    private typealias Fixture = TenantFixture

    private static func bearings(_ entropy: Entropy = .text("42")) -> Bearings {
        Bearings(clock: TenantClock(.frozen(Fixture.noon)), identifiers: Identifiers(entropy))
    }

    private static func begin(_ path: String, _ bearings: Bearings) async throws -> (StoreFile, SQLiteStore) {
        let file = try StoreFile(path)
        let state = Fixture.state()
        return (file, try await file.keep("fixture", seed: "{}", source: "s", state: state, bearings: bearings))
    }

    private static func resume(_ path: String) throws -> (StoreFile, SQLiteStore, Bearings) {
        let file = try StoreFile(path)
        let tenant = try #require(try file.tenants().first)
        let (store, bearings) = try file.resume(tenant, directory: Fixture.state().directory)
        return (file, store, bearings)
    }

    @Test("goes on where it was left: state, time, ids, log and snapshots")
    func resuming() async throws {
        let path = try ScratchFile().path
        let bearings = Self.bearings()
        let (file, store) = try await Self.begin(path, bearings)
        let code = try Fixture.code(bearings.identifiers.next(.authorizationCode))
        try await store.transact { tenant in
            tenant.save(code)
            tenant.save(Fixture.accessToken("o"))
            tenant.save(Fixture.device("d"))
            tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: Fixture.noon)
        }
        bearings.clock.set(now: Fixture.noon + .seconds(60), mode: nil)
        bearings.tenantLog.append(.login, at: Fixture.noon) { $0.userName = "ada" }
        let snapshot = TenantSnapshot(unnamed: try await store.state(), bearings)
        #expect(
            try await store.save(
                TenantSnapshot(
                    label: .init(name: "s", at: Fixture.noon, digest: "x"),
                    state: snapshot.state,
                    moment: snapshot.moment,
                    chronicle: snapshot.chronicle
                )
            )
        )
        _ = try await store.transact { $0.takeCode(code.value, at: Fixture.noon) }
        let digest = try await store.state().digest
        try await store.close()
        try file.close()

        let (again, resumed, resumedBearings) = try Self.resume(path)
        #expect(try await resumed.state().digest == digest)
        #expect(resumedBearings.clock.reading == bearings.clock.reading)
        #expect(resumedBearings.moment == bearings.moment)
        #expect(resumedBearings.tenantLog.entries == bearings.tenantLog.entries)
        #expect(resumedBearings.identifiers.next(.authorizationCode) == bearings.identifiers.next(.authorizationCode))
        let saved = try #require(try await resumed.savedSnapshot(named: "s"))
        #expect(saved.state.digest == snapshot.state.digest)
        #expect(saved.moment == snapshot.moment)
        #expect(try await resumed.origin().state.digest == Fixture.state().digest)
        #expect(try await resumed.state().idTokensIssued == 1)
        try again.close()
    }

    @Test("holds what was answered, without a clean end")
    func withoutEnd() async throws {
        let path = try ScratchFile().path
        let (file, store) = try await Self.begin(path, Self.bearings())
        try await store.transact { $0.save(Fixture.session("kept")) }
        // As it is on the disk at this moment, which is what a kill leaves.
        let copy = try ScratchFile().path
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + end, toPath: copy + end) }
        let (again, resumed, _) = try Self.resume(copy)
        #expect(try await resumed.state().session("kept", at: Fixture.noon) != nil)
        try again.close()
        try file.close()
    }

    @Test("opens an older state where its log is gone")
    func lostLog() async throws {
        let path = try ScratchFile().path
        let (file, store) = try await Self.begin(path, Self.bearings())
        try await file.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try await store.transact { $0.save(Fixture.session("lost")) }
        let copy = try ScratchFile().path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let (again, resumed, _) = try Self.resume(copy)
        #expect(try await resumed.state().digest == Fixture.state().digest)
        try again.close()
        try file.close()
    }

    @Test("keeps whole units of work of a torn log, and no half of one")
    func tornLog() async throws {
        let path = try ScratchFile().path
        let (file, store) = try await Self.begin(path, Self.bearings())
        try await file.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        for number in 0..<20 {
            try await store.transact { tenant in
                tenant.save(Fixture.session("s\(number)"))
                tenant.save(Fixture.accessToken("o\(number)"))
            }
        }
        let log = try Data(contentsOf: URL(filePath: path + "-wal"))
        for length in stride(from: 0, to: log.count, by: log.count / 37) {
            let copy = try ScratchFile().path
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try log.prefix(length).write(to: URL(filePath: copy + "-wal"))
            let (again, resumed, _) = try Self.resume(copy)
            let state = try await resumed.state()
            let kept = (0..<20).map { state.session("s\($0)", at: Fixture.noon) != nil }
            #expect(kept == (0..<20).map { state.accessToken("o\($0)") != nil })
            #expect(kept == kept.sorted { $0 && !$1 }, "a later one was kept, and an earlier one lost")
            try again.close()
        }
        try file.close()
    }

    @Test("that cannot be written refuses the work and goes on once it can")
    func full() async throws {
        let path = try ScratchFile().path
        let (file, store) = try await Self.begin(path, Self.bearings())
        try await store.transact { $0.save(Fixture.session("before")) }
        let digest = try await store.state().digest
        try await file.database.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let long = String(repeating: "x", count: 100_000)
        await #expect(throws: StoreFailure.self) { try await store.transact { $0.save(Fixture.accessToken(long)) } }
        #expect(try await store.state().digest == digest)
        #expect(try await store.transact { $0.accessToken(long) } == nil)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do {
                        try await store.transact { $0.save(Fixture.accessToken("\(number)\(long)")) }
                        return false
                    } catch { return error is StoreFailure }
                }
            }
            for await isRefused in group { #expect(isRefused) }
        }
        #expect(try await store.state().digest == digest)
        try await file.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try await store.transact { $0.save(Fixture.session("after")) }
        try file.close()
        let (again, resumed, _) = try Self.resume(path)
        #expect(try await resumed.state().session("before", at: Fixture.noon) != nil)
        #expect(try await resumed.state().session("after", at: Fixture.noon) != nil)
        try again.close()
    }

    struct Stranger: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let reason: String
        let make: @Sendable (String) throws -> Void
    }

    static let strangers = [
        Stranger(testDescription: "random bytes", reason: "is not a SQLite database") { path in
            try Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }).write(
                to: URL(filePath: path)
            )
        },
        Stranger(testDescription: "a text", reason: "is not a SQLite database") { path in
            try Data("SQLite".utf8).write(to: URL(filePath: path))
        },
        Stranger(testDescription: "an empty file", reason: "is empty") { try Data().write(to: URL(filePath: $0)) },
        Stranger(testDescription: "somebody else's database", reason: "not one of Understudy's") { path in
            let database = try DatabaseQueue(path: path)
            try database.write { try $0.execute(sql: "CREATE TABLE t (x)") }
            try database.close()
        },
    ]

    @Test("is left as it is, and named, where it is not ours", arguments: strangers)
    func stranger(_ stranger: Stranger) throws {
        let path = try ScratchFile().path
        try stranger.make(path)
        let before = try Data(contentsOf: URL(filePath: path))
        let fault = try #require(throws: StoreFileFault.self) { _ = try StoreFile(path) }
        #expect(fault.description.hasPrefix("the store \(path) "))
        #expect(fault.description.contains(stranger.reason))
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test("cannot be a folder, nor lie in one that is not there")
    func places() throws {
        let folder = URL(filePath: try ScratchFile().path).deletingLastPathComponent().path
        let fault = try #require(throws: StoreFileFault.self) { _ = try StoreFile(folder) }
        #expect(fault.description.contains("it is a folder") || fault.description.contains("cannot be opened"))
        let missing = try #require(throws: StoreFileFault.self) { _ = try StoreFile(folder + "/no/state.db") }
        #expect(missing.description.contains("its folder does not exist"))
    }

    @Test("appears whole or not at all, whoever makes it at the same time, and leaves nothing beside it")
    func making() async throws {
        let path = try ScratchFile().path
        // What a killed process has left.
        try Data("half a store".utf8).write(to: URL(filePath: path + ".making"))
        let opened = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        let file = try StoreFile(path)
                        let tenants = try file.tenants()
                        try file.close()
                        return tenants.isEmpty
                    } catch { return "\(error)".contains("in use already") }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(opened == 8)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["state.db"])
    }

    @Test("is one process's alone")
    func alone() async throws {
        let path = try ScratchFile().path
        let (file, store) = try await Self.begin(path, Self.bearings())
        let fault = try #require(throws: StoreFileFault.self) { _ = try StoreFile(path) }
        #expect(fault.description.contains("in use already"))
        try await store.transact { $0.save(Fixture.session("unharmed")) }
        try file.close()
        let (again, resumed, _) = try Self.resume(path)
        #expect(try await resumed.state().session("unharmed", at: Fixture.noon) != nil)
        try again.close()
    }

    /// A file of every schema that was ever released, as that version left it.
    @Test("of every released version is opened, and goes on", arguments: ["1.db"])
    func released(_ name: String) async throws {
        let copy = try ScratchFile().path
        try FileManager.default.copyItem(
            at: Repository.root.appending(path: "Fixtures/Stores/\(name)"),
            to: URL(filePath: copy)
        )
        let (file, store, bearings) = try Self.resume(copy)
        let state = try await store.state()
        #expect(state.digest == "47978199211604d1af837ab43f03bd524a9003218d83f943bb5ac5ee43c8330c")
        #expect(bearings.clock.reading.now == Fixture.noon + .seconds(60))
        #expect(bearings.moment.entropy == .text("42"))
        #expect(try await store.snapshotLabels().map(\.name) == ["logged-in"])
        #expect(state.users(of: "Username-Password-Authentication").map(\.loginsCount) == [1])
        try await store.transact { $0.save(Fixture.session("goes on")) }
        try file.close()
    }

    @Test("of a newer version is refused untouched")
    func newer() async throws {
        let path = try ScratchFile().path
        let (file, _) = try await Self.begin(path, Self.bearings())
        try await file.database.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')")
        }
        try file.close()
        let before = try Data(contentsOf: URL(filePath: path))
        let fault = try #require(throws: StoreFileFault.self) { _ = try StoreFile(path) }
        #expect(fault.description.contains("newer version"))
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test("is its owner's alone to read")
    func mode() async throws {
        let path = try ScratchFile().path
        let (file, _) = try await Self.begin(path, Self.bearings())
        for end in ["", "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + end)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        try file.close()
    }

    @Test("reaches the disk with every commit where that is asked for, and not otherwise")
    func durability() throws {
        for (isDurable, synchronous) in [(false, 1), (true, 2)] {
            let file = try StoreFile(try ScratchFile().path, isDurable: isDurable)
            #expect(try file.synchronous == synchronous)
            try file.close()
        }
    }

    @Test("keeps many tenants apart, and forgets one of them whole")
    func tenants() async throws {
        let path = try ScratchFile().path
        let (file, first) = try await Self.begin(path, Self.bearings())
        let second = try await file.keep(
            "second",
            seed: "{}",
            source: "",
            state: Fixture.state(),
            bearings: Self.bearings()
        )
        try await first.transact { $0.save(Fixture.session("first")) }
        try await second.transact { $0.save(Fixture.session("second")) }
        try await second.forget()
        let left = try await file.database.read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT tenant) FROM rows") }
        #expect(left == 1)
        #expect(try file.tenants().map(\.name) == ["fixture"])
        try file.close()
    }
}
