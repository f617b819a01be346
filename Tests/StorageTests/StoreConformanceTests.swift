import TenantModel
import TestFixtures
import Testing
import World

@Suite("Every store")
struct StoreConformanceTests {
    private typealias Fixture = TenantFixture

    private struct SecondThoughts: Error {}

    private func open(_ adapter: StoreAdapter) async throws -> any Store {
        try await adapter.open(Fixture.state())
    }

    @Test("opens with what the seed says", arguments: StoreAdapter.all)
    func opening(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        let snapshot = try await store.state()
        #expect(snapshot.digest == Fixture.state().digest)
        #expect(snapshot.users(of: "Users").map(\.id) == [Fixture.ada, "auth0|grace"])
    }

    @Test("keeps what a unit of work saved, and answers what it found", arguments: StoreAdapter.all)
    func saving(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        let code = try Fixture.code("c")
        let pending = try Fixture.pending("p")
        let ticket = try Fixture.ticket("t")
        let found = try await store.transact { tenant in
            tenant.save(code)
            tenant.save(pending)
            tenant.save(ticket)
            tenant.save(Fixture.answer("a"))
            tenant.save(Fixture.accessToken("o"))
            tenant.save(Fixture.session("s"))
            tenant.save(Fixture.device("d"))
            return tenant.pendingLogin("p", at: Fixture.noon)
        }
        #expect(found == pending)
        try await store.transact { tenant in
            let now = Fixture.noon
            #expect(tenant.session("s", at: now) == Fixture.session("s"))
            #expect(tenant.accessToken("o") == Fixture.accessToken("o"))
            #expect(tenant.takeCode("c", at: now) == code)
            #expect(tenant.takePendingLogin("p", at: now) == pending)
            #expect(tenant.takeLoginTicket("t", at: now) == ticket)
            #expect(tenant.takeProviderAnswer("a", at: now) == Fixture.answer("a"))
        }
    }

    @Test("finds a refresh token by its very text, until it is revoked", arguments: StoreAdapter.all)
    func refreshTokens(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        var key = Fixture.device("k")
        key.kind = .publicKey
        var kelvin = Fixture.device("other")
        kelvin.secret = "r-\u{212A}"
        try await store.transact { [key, kelvin] tenant in
            for device in [Fixture.device("K"), Fixture.device("e"), key, kelvin] { tenant.save(device) }
            #expect(
                tenant.device(holding: "r-K", at: Fixture.noon)?.id == "K",
                "U+212A is canonically the letter K, and another text"
            )
            #expect(tenant.device(holding: "r-\u{212A}", at: Fixture.noon)?.id == "other")
            #expect(tenant.device(holding: "r-k", at: Fixture.noon) == nil, "a public key is no refresh token")
            tenant.revoke("K")
            tenant.revoke("K")
        }
        let state = try await store.state()
        #expect(state.device(holding: "r-K", at: Fixture.noon) == nil)
        #expect(state.device("K") == nil)
        #expect(state.devices { $0.deviceName == "browser" && $0.isRefreshToken }.map(\.id) == ["e", "other"])
    }

    @Test("lists what was made in one instant in the order of its making", arguments: StoreAdapter.all)
    func orderOfMaking(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        try await store.transact { tenant in
            for id in ["z", "a", "m"] { tenant.save(Fixture.device(Identifier(id))) }
            var elder = Fixture.device("elder")
            elder.createdAt = Fixture.noon - .seconds(1)
            tenant.save(elder)
            // A change is no second making.
            var changed = Fixture.device("z")
            changed.deviceName = "renamed"
            tenant.save(changed)
            for id in ["auth0|9", "auth0|1"] {
                tenant.save(Fixture.user(Identifier(id), in: "Later", email: "\(id)@example.com"))
            }
        }
        let state = try await store.state()
        #expect(state.devices { _ in true }.map(\.id) == ["elder", "z", "a", "m"])
        #expect(state.users(of: "Later").map(\.id) == ["auth0|9", "auth0|1"])
        var rows: [StoredTable: [TenantState.KeptRow]] = [:]
        for row in state.everyRow.reversed() {
            guard let record = row.record else { continue }
            rows[row.table, default: []].append(.init(number: row.number, record: record))
        }
        let again = try TenantState(directory: state.directory, rows: rows, idTokensIssued: state.idTokensIssued)
        #expect(again.devices { _ in true }.map(\.id) == ["elder", "z", "a", "m"])
    }

    @Test("forgets a unit of work that throws, whole", arguments: StoreAdapter.all)
    func rollback(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        let code = try Fixture.code("kept")
        let lost = try Fixture.code("lost")
        try await store.transact { $0.save(code) }
        let before = try await store.state().digest
        await #expect(throws: SecondThoughts.self) {
            try await store.transact { tenant in
                _ = tenant.takeCode("kept", at: Fixture.noon)
                tenant.save(lost)
                tenant.save(Fixture.session("s"))
                tenant.save(Fixture.user("auth0|new", in: "Users", email: "new@example.com"))
                throw SecondThoughts()
            }
        }
        let after = try await store.state()
        #expect(after.digest == before)
        #expect(after.user(named: "new@example.com", in: "Users") == nil)
        try await store.transact { tenant in
            #expect(tenant.takeCode("lost", at: Fixture.noon) == nil)
            #expect(tenant.takeCode("kept", at: Fixture.noon) == code)
        }
    }

    @Test("gives snapshots that nobody changes any more, and that change nothing", arguments: StoreAdapter.all)
    func isolation(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        var snapshot = try await store.state()
        let before = snapshot.digest
        try await store.transact { $0.save(Fixture.session("s")) }
        #expect(snapshot.digest == before)
        #expect(snapshot.session("s", at: Fixture.noon) == nil)

        snapshot.save(Fixture.accessToken("stray"))
        #expect(try await store.state().accessToken("stray") == nil)
        #expect(try await store.state().session("s", at: Fixture.noon) != nil)
    }

    @Test("gives a code to one of 64 who ask at once", arguments: StoreAdapter.all)
    func oneWinner(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        for round in 0..<20 {
            let value = "code\(round)"
            let code = try Fixture.code(value)
            try await store.transact { $0.save(code) }
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<64 {
                    group.addTask { try await store.transact { $0.takeCode(value, at: Fixture.noon) } != nil }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
    }

    @Test("loses no change of 64 that are made at once", arguments: StoreAdapter.all)
    func noLostUpdate(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await store.transact { tenant in
                        guard var user = tenant.user(Fixture.ada) else { throw SecondThoughts() }
                        user.loginsCount += 1
                        tenant.save(user)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.state().user(Fixture.ada)?.loginsCount == 64)
    }

    @Test("finds a user by any name in any case, in the user's own connection only", arguments: StoreAdapter.all)
    func names(_ adapter: StoreAdapter) async throws {
        let tenant = try await open(adapter).state()
        for name in ["Ada@Example.com", "ada@example.com", "ADA@EXAMPLE.COM", "countess", "COUNTESS", "+15550100"] {
            #expect(tenant.user(named: name, in: "Users")?.id == Fixture.ada, "\(name)")
        }
        #expect(tenant.user(named: "ADA@example.com", in: "Partners")?.id == "samlp|ada")
        #expect(tenant.user(named: "+15550100", in: "sms")?.id == "sms|1")
        #expect(tenant.user(named: "grace@example.com", in: "Partners") == nil)
        #expect(tenant.user(named: "ada@example.com", in: "users") == nil)
        #expect(tenant.user(named: "ada", in: "Users") == nil)
        #expect(tenant.user(named: "", in: "Users") == nil)
        // IV-19.
        #expect(tenant.user(named: "countess\u{0}", in: "Users") == nil)
        #expect(tenant.user(named: "countess\u{0}b", in: "Users") == nil)
    }

    @Test("finds a user who was saved by the names of now", arguments: StoreAdapter.all)
    func renaming(_ adapter: StoreAdapter) async throws {
        let store = try await open(adapter)
        try await store.transact { tenant in
            guard var ada = tenant.user(Fixture.ada) else { throw SecondThoughts() }
            ada.email = "lovelace@example.com"
            tenant.save(ada)
            tenant.save(Fixture.user("auth0|new", in: "Users", email: "new@example.com"))
            // Somebody's name stays theirs.
            tenant.save(Fixture.user("auth0|thief", in: "Users", email: "GRACE@example.com"))
        }
        let tenant = try await store.state()
        #expect(tenant.user(named: "Lovelace@example.com", in: "Users")?.id == Fixture.ada)
        #expect(tenant.user(named: "countess", in: "Users")?.id == Fixture.ada)
        #expect(tenant.user(named: "ada@example.com", in: "Users") == nil)
        #expect(tenant.user(named: "ada@example.com", in: "Partners")?.id == "samlp|ada")
        #expect(tenant.user(named: "new@example.com", in: "Users")?.id == "auth0|new")
        #expect(tenant.user(named: "grace@example.com", in: "Users")?.id == "auth0|grace")
    }

    @Test("takes a thing until the instant at which it ends, and not from then on", arguments: StoreAdapter.all)
    func boundaries(_ adapter: StoreAdapter) async throws {
        let end = Fixture.noon + .seconds(600)
        let justBefore = end - .milliseconds(1)
        let sessionEnd = Fixture.noon + .seconds(72 * 3600)
        let code = try Fixture.code("x", expiresAt: end)
        let pending = try Fixture.pending("x", expiresAt: end)
        let ticket = try Fixture.ticket("x", expiresAt: end)
        let store = try await open(adapter)
        try await store.transact { tenant in
            tenant.save(code)
            tenant.save(pending)
            tenant.save(ticket)
            tenant.save(Fixture.answer("x", expiresAt: end))
            tenant.save(Fixture.session("x"))

            #expect(tenant.takeCode("x", at: end) == nil)
            #expect(tenant.takePendingLogin("x", at: end) == nil)
            #expect(tenant.takeLoginTicket("x", at: end) == nil)
            #expect(tenant.takeProviderAnswer("x", at: end) == nil)
            #expect(tenant.session("x", at: sessionEnd) == nil)

            #expect(tenant.takeCode("x", at: justBefore) != nil)
            #expect(tenant.takePendingLogin("x", at: justBefore) != nil)
            #expect(tenant.takeLoginTicket("x", at: justBefore) != nil)
            #expect(tenant.takeProviderAnswer("x", at: justBefore) != nil)
            #expect(tenant.session("x", at: sessionEnd - .milliseconds(1)) != nil)

            #expect(tenant.takeCode("x", at: justBefore) == nil)
            #expect(tenant.takePendingLogin("x", at: justBefore) == nil)
            #expect(tenant.takeLoginTicket("x", at: justBefore) == nil)
            #expect(tenant.takeProviderAnswer("x", at: justBefore) == nil)
            tenant.endSession("x")
            #expect(tenant.session("x", at: Fixture.noon) == nil)
        }
    }
}
