import TenantModel
import Testing

@Suite("A single sign-on session")
struct SessionTests {
    private let settings: TenantSettings = {
        var settings = TenantSettings()
        settings.sessionLifetime = .seconds(100)
        settings.idleSessionLifetime = .seconds(30)
        return settings
    }()

    @Test(
        "ends when it was idle too long, or has lived too long",
        arguments: [(0, 30), (30, 60), (69, 99), (70, 100), (99, 100)]
    )
    func expiry(_ row: (usedAfter: Int, endsAfter: Int)) throws {
        let start = try #require(Timestamp(rfc3339: "2016-05-04T12:00:00Z"))
        var session = Session(id: "s", user: "auth0|1", connection: "Users", authenticatedAt: start, client: "c")
        session.usedAt = start + .seconds(row.usedAfter)
        #expect(session.expiresAt(under: settings) == start + .seconds(row.endsAfter))
    }

    @Test("begins with its login and the client that asked for it")
    func beginning() throws {
        let start = try #require(Timestamp(rfc3339: "2016-05-04T12:00:00Z"))
        let session = Session(id: "s", user: "auth0|1", connection: "Users", authenticatedAt: start, client: "c")
        #expect(session.usedAt == start && session.clients == ["c"])
        #expect(session.expiresAt(under: TenantSettings()) == start + .seconds(72 * 3600))
    }

    @Test("does not overflow at the end of the calendar")
    func endOfTime() {
        let session = Session(id: "s", user: "auth0|1", connection: "Users", authenticatedAt: .latest, client: "c")
        #expect(session.expiresAt(under: settings) == .latest)
    }
}
