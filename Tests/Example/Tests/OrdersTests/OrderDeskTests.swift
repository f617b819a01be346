import Orders
import Testing
import Understudy
import UnderstudyTesting

/// Each test has a tenant of its own, so they run in parallel, move time as they like, and never meet.
@Suite("The order desk", .understudy(OrdersTenant.seed, at: "2016-05-04T12:00:00Z"))
struct OrderDeskTests {
    @Test("serves whoever has just logged in")
    func fresh() async throws {
        let stage = try Stage.current
        let token = try await stage.logIn()
        #expect(try await stage.desk.orders(for: token) == .orders(of: OrdersTenant.ada))
    }

    @Test("asks for a new login from the very second at which the token ends")
    func expired() async throws {
        let stage = try Stage.current
        let token = try await stage.logIn()
        try await stage.tenant.advance(by: .seconds(86_399))
        #expect(try await stage.desk.orders(for: token) == .orders(of: OrdersTenant.ada))
        try await stage.tenant.advance(past: token)
        #expect(stage.tenant.now == "2016-05-05T12:00:00.000Z")
        #expect(try await stage.desk.orders(for: token) == .logInAgain)
    }

    @Test("goes back to where it was, as often as a test likes")
    func snapshots() async throws {
        let stage = try Stage.current
        let token = try await stage.logIn()
        try await stage.tenant.takeSnapshot(named: "logged in")
        for _ in 1...3 {
            try await stage.tenant.advance(past: token)
            #expect(try await stage.desk.orders(for: token) == .logInAgain)
            try await stage.tenant.restoreSnapshot(named: "logged in")
            #expect(try await stage.desk.orders(for: token) == .orders(of: OrdersTenant.ada))
        }
    }

    @Test("sees no token of another tenant", arguments: 1...8)
    func isolation(_ number: Int) async throws {
        let stage = try Stage.current
        let other = try await withTenant(OrdersTenant.seed, entropy: "other \(number)") { other in
            try await other.logIn()
        }
        #expect(try await stage.desk.orders(for: other) == .logInAgain)
    }

    @Test("says the same, byte for byte, whenever and wherever it is asked")
    func reproducible() async throws {
        var digests: Set<String> = []
        for _ in 1...2 {
            try await withUnderstudy(
                OrdersTenant.seed,
                at: "2016-05-04T12:00:00Z",
                entropy: "orders",
                domain: "orders.localhost"
            ) { _, browser in
                _ = try await Stage.logIn(with: browser)
                digests.insert(browser.transcript.digest)
            }
        }
        // A golden in one line: it holds on any machine, because clock, chance and domain are the test's own.
        #expect(digests == ["6e8f253f017825690abbcc065f450c4addc5998a6b8c8cf9d66203c9cecafe73"])
    }
}
