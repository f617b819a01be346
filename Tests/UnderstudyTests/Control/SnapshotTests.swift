import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// `/_understudy/snapshots`, on either store.
@Suite("A snapshot", .tags(.endToEnd))
struct SnapshotTests {
    @Test("brings back state, time and the next id, as often as it is restored", arguments: KeptStore.allCases)
    func restoring(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            _ = try await browser.resourceOwner()
            let taken = try await browser.control("POST", "/snapshots", "{\"name\":\"one login\"}")
            #expect(taken.status == 201)
            let digest = try await browser.digest()
            #expect(taken.json["digest"]?.text == digest)
            var bodies: Set<[UInt8]> = []
            for _ in 0..<3 {
                try await browser.advance(seconds: 100)
                bodies.insert(try await browser.resourceOwner().body)
                let restored = try await browser.control("POST", "/snapshots/one%20login/restore")
                #expect(restored.status == 200)
                #expect(try await browser.digest() == digest)
                #expect(try await browser.control("GET", "/clock").json["now"] == "2016-05-04T12:00:00.000Z")
            }
            #expect(bodies.count == 1)
        }
    }

    @Test("has a name of its own, and only that finds it", arguments: KeptStore.allCases)
    func names(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            let wrong = [
                "", "a/b", "a\u{0}", "\n", String(repeating: "a", count: 101),
                "e" + String(repeating: "\u{301}", count: 500),
            ]
            for name in wrong {
                let answer = try await browser.control(
                    "POST",
                    "/snapshots",
                    JSONObject([("name", .string(name))]).serializedText
                )
                #expect(answer.status == 400)
                await #expect(throws: UnderstudyError.self) { try await emulator.tenant.takeSnapshot(named: name) }
            }
            // One looks like the other.
            for name in ["\u{E9}", "e\u{301}"] { try await emulator.tenant.takeSnapshot(named: name) }
            #expect(try await emulator.tenant.snapshots.count == 2)
            let again = try await browser.control("POST", "/snapshots", "{\"name\":\"\u{E9}\"}")
            #expect(again.status == 409)
            for path in ["/snapshots/%00", "/snapshots/%00x", "/snapshots/nobody"] {
                #expect(try await browser.control("DELETE", path).status == 404)
                #expect(try await browser.control("POST", path + "/restore").status == 404)
                #expect(try await browser.control("POST", path + "/fork", "{\"name\":\"f\"}").status == 404)
            }
            #expect(try await browser.control("POST", "/reset").status == 200)
            #expect(try await browser.control("DELETE", "/snapshots/%C3%A9").status == 204)
            #expect(try await emulator.tenant.snapshots.count == 1)
        }
    }

    @Test("outlives the process, and forks after it", .tags(.endToEnd))
    func restart() async throws {
        try await KeptStore.withFolder { folder in
            var configuration = EmulatorConfiguration(seeds: [try TestTenant.seed()])
            configuration.store = .file(folder + "/state.db")
            let digest = try await withUnderstudy(configuration) { emulator, _ in
                _ = try await emulator.tenant.mint(.refresh, client: "Legacy", user: Person.ada.name)
                try await emulator.tenant.takeSnapshot(named: "minted")
                try await emulator.tenant.reset()
                return try await emulator.tenant.digest
            }
            try await withUnderstudy(configuration) { emulator, _ in
                let resumed = try await emulator.tenant.digest
                #expect(resumed == digest)
                let fork = try await emulator.fork(emulator.tenant, from: "minted", as: "fork")
                let forked = try await fork.digest
                #expect(forked != digest)
                try await emulator.tenant.restoreSnapshot(named: "minted")
                let restored = try await emulator.tenant.digest
                #expect(restored == forked)
            }
        }
    }
}
