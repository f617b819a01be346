import TenantModel
import TestFixtures
import Testing

@testable import World

@Suite("A crowded tenant")
struct CrowdingTests {
    private typealias Fixture = TenantFixture
    private let noon = TenantFixture.noon

    @Test("25,000 logins that nobody finishes are never more than the maximum, and the latest stay")
    func pendingLogins() throws {
        var tenant = Fixture.state()
        var pending = try Fixture.pending("")
        for number in 1...25_000 {
            pending.state = "p\(number)"
            pending.expiresAt = noon + .seconds(3600) + .milliseconds(Int64(number))
            tenant.makeRoom(at: noon)
            tenant.save(pending)
            if number.isMultiple(of: 5000) {
                let underWay = tenant.timeline.count { $0.kind == .pendingLogin }
                #expect(underWay <= TenantState.maximumPendingLogins)
                #expect(underWay >= min(number, TenantState.maximumPendingLogins * 9 / 10))
            }
        }
        #expect(tenant.pendingLogin("p1", at: noon) == nil)
        #expect(tenant.pendingLogin("p15000", at: noon) == nil)
        for number in (25_001 - TenantState.maximumPendingLogins * 9 / 10)...25_000 {
            guard tenant.pendingLogin("p\(number)", at: noon) != nil else {
                Issue.record("p\(number) is forgotten")
                return
            }
        }
    }

    @Test("a flood of logins takes nothing from those who are logged in")
    func others() throws {
        var tenant = Fixture.state()
        tenant.save(Fixture.session("s"))
        tenant.save(Fixture.accessToken("o"))
        var pending = try Fixture.pending("")
        for number in 1...10_001 {
            pending.state = "p\(number)"
            tenant.makeRoom(at: noon)
            tenant.save(pending)
        }
        #expect(tenant.session("s", at: noon) != nil)
        #expect(tenant.accessToken("o") != nil)
    }

    @Test("what has ended is forgotten as things are made, and what has not is kept")
    func expired() throws {
        var tenant = Fixture.state()
        tenant.save(Fixture.session("s"))
        tenant.save(Fixture.accessToken("lasting", expiresAt: noon + .seconds(86_400)))
        tenant.save(Fixture.accessToken("ended", expiresAt: noon))
        tenant.save(try Fixture.code("ended", expiresAt: noon - .seconds(1)))
        tenant.save(try Fixture.ticket("ended", expiresAt: noon - .seconds(1)))
        tenant.save(Fixture.answer("ended", expiresAt: noon - .seconds(1)))
        tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: noon)
        #expect(tenant.timeline.count == 7)
        tenant.makeRoom(at: noon)
        #expect(tenant.timeline.map(\.kind) == [.accessToken, .session])
        #expect(tenant.accessToken("lasting") != nil)
    }

    @Test("a flood of codes that nobody redeems is never more than the maximum, and the latest stay")
    func codes() throws {
        var tenant = Fixture.state()
        var code = try Fixture.code("")
        let last = TenantState.maximumUnused + 100
        for number in 1...last {
            code.value = "c\(number)"
            tenant.makeRoom(at: noon)
            tenant.save(code)
        }
        #expect(tenant.timeline.count == TenantState.maximumUnused)
        #expect(tenant.takeCode("c100", at: noon) == nil)
        #expect(tenant.takeCode("c101", at: noon) != nil)
        #expect(tenant.takeCode("c\(last)", at: noon) != nil)
    }

    @Test("of access tokens that have ended the latest are known as ended, and of the rest nothing is left")
    func endedTokens() {
        var tenant = Fixture.state()
        let all = TenantState.mostEndedTokens + 10
        for number in 1...all {
            tenant.save(Fixture.accessToken("o\(number)", expiresAt: noon + .milliseconds(Int64(number))))
        }
        #expect(tenant.sweep(at: noon + .seconds(60)).count == all)
        #expect(tenant.accessToken("o10") == nil)
        #expect(tenant.accessToken("o11")?.hasEnded == true)
        #expect(tenant.accessToken("o\(all)")?.hasEnded == true)
        #expect(tenant.accessTokens.count == TenantState.mostEndedTokens)
    }
}
