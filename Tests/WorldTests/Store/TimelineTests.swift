import TenantModel
import TestFixtures
import Testing
import World

@Suite("A tenant's timeline")
struct TimelineTests {
    private typealias Fixture = TenantFixture
    private let noon = TenantFixture.noon

    /// One of each kind, saved against the order of time.
    private func tenant() throws -> TenantState {
        var tenant = Fixture.state()
        tenant.save(Fixture.session("session"))
        tenant.save(Fixture.accessToken("token"))
        tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: noon + .seconds(36_000))
        tenant.save(try Fixture.pending("pending"))
        tenant.save(Fixture.answer("answer", expiresAt: noon + .seconds(700)))
        tenant.save(try Fixture.code("code"))
        tenant.save(try Fixture.ticket("ticket"))
        tenant.save(try Fixture.paused("paused"))
        return tenant
    }

    private let inOrder: [DueEvent.Kind] = [
        .loginTicket, .code, .providerAnswer, .pendingLogin, .pausedLogin, .idToken, .accessToken,
        .session,
    ]

    @Test("says what becomes due, in order of time")
    func order() throws {
        let timeline = try tenant().timeline
        #expect(timeline.map(\.kind) == inOrder)
        #expect(
            timeline.map { $0.at.duration(since: noon) }
                == [60, 600, 700, 3600, 4000, 36_000, 86_400, 259_200].map { .seconds($0) }
        )
        #expect(
            timeline.map { $0.user == Fixture.ada } == [true, true, true, false, true, true, true, true]
        )
        #expect(
            timeline.map(\.client)
                == [
                    Fixture.client, Fixture.client, nil, Fixture.client, Fixture.client, Fixture.client, Fixture.client,
                    nil,
                ]
        )
    }

    @Test("orders what is due at one instant by kind, then by age, however it was saved")
    func ties() throws {
        let at = noon + .seconds(1)
        var tenant = Fixture.state()
        let people = (1...12).map { Identifier<User>("auth0|\($0)") }
        for person in people { tenant.noteIDToken(of: person, for: Fixture.client, expiresAt: at) }
        tenant.save(try Fixture.ticket("t", expiresAt: at))
        tenant.save(Fixture.accessToken("o", expiresAt: at))
        let timeline = tenant.timeline
        #expect(timeline.map(\.kind) == [.accessToken] + people.map { _ in .idToken } + [.loginTicket])
        #expect(timeline.dropFirst().dropLast().map(\.user) == people)
    }

    @Test("is swept up to an instant, that instant included")
    func sweeping() throws {
        var tenant = try tenant()
        #expect(tenant.sweep(at: noon + .milliseconds(59_999)).isEmpty)
        #expect(tenant.sweep(at: noon + .seconds(60)).map(\.kind) == [.loginTicket])
        #expect(tenant.sweep(at: noon + .seconds(60)).isEmpty)
        #expect(
            tenant.sweep(at: noon + .seconds(36_000)).map(\.kind) == [
                .code, .providerAnswer, .pendingLogin, .pausedLogin, .idToken,
            ]
        )
        #expect(tenant.timeline.map(\.kind) == [.accessToken, .session])
        #expect(tenant.session("session", at: noon) != nil)
    }

    @Test("what is swept is not reborn when time goes back, and nothing else is lost")
    func noRebirth() throws {
        var tenant = try tenant()
        tenant.save(Fixture.accessToken("lasting", expiresAt: noon + .seconds(400 * 86_400)))
        tenant.save(Fixture.device("device"))
        let users = tenant.users(of: "Users")
        #expect(tenant.sweep(at: noon + .seconds(365 * 86_400)).map(\.kind) == inOrder)

        #expect(tenant.takeCode("code", at: noon) == nil)
        #expect(tenant.takePendingLogin("pending", at: noon) == nil)
        #expect(tenant.takeLoginTicket("ticket", at: noon) == nil)
        #expect(tenant.takeProviderAnswer("answer", at: noon) == nil)
        let ended = try #require(tenant.accessToken("token"))
        #expect(!ended.isGood(at: noon) && ended.login.profile.isEmpty)
        #expect(tenant.session("session", at: noon) == nil)

        #expect(tenant.accessToken("lasting") != nil)
        #expect(tenant.users(of: "Users") == users)
        var expected = Fixture.state()
        expected.save(Fixture.accessToken("lasting", expiresAt: noon + .seconds(400 * 86_400)))
        expected.save(Fixture.device("device"))
        expected.save(ended)
        #expect(tenant.digest == expected.digest)
    }

    @Test("moves with a session that is used")
    func sessions() throws {
        var tenant = Fixture.state()
        var session = Fixture.session("s")
        session.usedAt = noon + .seconds(3600)
        tenant.save(session)
        #expect(tenant.timeline.map(\.at) == [noon + .seconds(73 * 3600)])
    }
}
