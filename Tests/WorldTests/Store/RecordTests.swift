import TenantModel
import TestFixtures
import Testing

@testable import World

/// What is written of a thing is read back as that very thing: stores and exports hang on it.
@Suite("Records")
struct RecordTests {
    private typealias Fixture = TenantFixture

    private static func full() throws -> TenantState {
        var tenant = Fixture.state()
        var user = Fixture.user("auth0|all", in: "Users", email: "all@example.com", username: "all", phone: "+1555")
        (user.emailVerified, user.phoneVerified, user.isBlocked) = (true, false, true)
        (user.name, user.nickname, user.picture) = ("A\u{0}\n\"Ü😀", "n", "https://p.example/x")
        (user.givenName, user.familyName, user.lastIP) = ("g", "f", "::1")
        user.attributes = ["locale": "en", "deep": [["a": [1, .number(2.5), nil, true, .number(-5e299)]]]]
        user.userMetadata = ["a.b": "x", "": ""]
        user.appMetadata = ["n": .integer(.max), "m": .integer(.min)]
        user.password = .bcrypt("$2b$10$x")
        user.updatedAt = Fixture.noon + .milliseconds(1)
        (user.lastLogin, user.lastPasswordReset, user.loginsCount) = (Fixture.noon, .earliest, 7)
        (user.roles, user.kept) = (["admin"], ["multifactor": ["x"]])
        var identity = UserIdentity(provider: .auth0, connection: "Users", userID: "all", isSocial: true)
        (identity.accessToken, identity.accessTokenSecret) = ("at", "ats")
        (identity.refreshToken, identity.expiresInSeconds, identity.profileData) = ("rt", 0, [:])
        user.identities = [identity]
        tenant.save(user)

        var device = Fixture.device("rotated")
        (device.connection, device.audience, device.deviceID) = ("Users", "a", "id")
        (device.begunAt, device.family) = (Fixture.noon - .seconds(9), "first")
        (device.authenticatedAt, device.showsAuthTime, device.sessionID) = (Fixture.noon - .seconds(99), true, "sid")
        (device.replacedAt, device.successors, device.expiresAt) = (Fixture.noon, ["a", "b"], .latest)
        tenant.save(device)
        tenant.save(Fixture.session("s"))
        tenant.save(try Fixture.ticket("t"))
        tenant.save(Fixture.answer("a"))
        tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: Fixture.noon)
        tenant.save(Fixture.accessToken("ended").ended)

        var login = Fixture.login
        login.passedSecondFactor = true
        login.sessionID = "sid"
        login.shaping.scopes = ["a": ["x", "y"], "b": []]
        (login.shaping.lifetime, login.shaping.accessTokenScope) = (.seconds(60), ScopeSet("openid email"))
        (login.shaping.idTokenClaims, login.shaping.addonConfiguration) = (["c": 1], ["aws": ["role": "r"]])
        var code = try Fixture.code("c")
        code.login = login
        code.request.target = RedirectTarget(
            redirectURI: "https://app.example/cb",
            mode: .webMessage,
            state: "",
            popupClient: "popup",
            messageClient: "message",
            relay: MessageRelay(uri: "https://app.example/relay", frame: "f")
        )
        (code.request.sentRedirectURI, code.request.nonce) = ("https://app.example/cb", "")
        (code.request.connection, code.request.connectionScope) = ("Users", "friends")
        (code.request.prompt, code.request.maxAgeSeconds) = ([.login, .consent], 0)
        code.request.hintedUser = Fixture.ada
        (code.request.loginHint, code.request.device, code.request.keepsSession) = ("hint", "phone", false)
        code.request.codeChallenge = CodeChallenge(method: .s256, value: "v")
        tenant.save(code)
        var pending = try Fixture.pending("p")
        pending.request = code.request
        tenant.save(pending)
        var paused = try Fixture.paused("second factor")
        (paused.reason, paused.session) = (.secondFactor(login, provider: "guardian"), .resume("s"))
        tenant.save(paused)
        tenant.save(try Fixture.paused("redirect"))
        return tenant
    }

    @Test("of everything a tenant can hold are read back as they were, through JSON")
    func roundTrip() throws {
        let tenant = try Self.full()
        var rows: [StoredTable: [TenantState.KeptRow]] = [:]
        for row in tenant.everyRow {
            let text = try #require(row.record).serializedText
            let record = try #require(try JSONValue(parsing: text).object)
            rows[row.table, default: []].append(.init(number: row.number, record: record))
        }
        #expect(Set(rows.keys) == Set(StoredTable.allCases))
        let again = try TenantState(directory: tenant.directory, rows: rows, idTokensIssued: tenant.idTokensIssued)
        #expect(again.digest == tenant.digest)
        #expect(Set(again.users.rows.map(\.user)) == Set(tenant.users.rows.map(\.user)))
        #expect(Set(again.devices.rows.map(\.credential)) == Set(tenant.devices.rows.map(\.credential)))
        #expect(Set(again.codes.rows) == Set(tenant.codes.rows))
        #expect(Set(again.pendingLogins.rows) == Set(tenant.pendingLogins.rows))
        #expect(Set(again.pausedLogins.rows) == Set(tenant.pausedLogins.rows))
        #expect(Set(again.accessTokens.rows.map(\.token)) == Set(tenant.accessTokens.rows.map(\.token)))
        #expect(Set(again.sessions.rows) == Set(tenant.sessions.rows))
        #expect(Set(again.loginTickets.rows) == Set(tenant.loginTickets.rows))
        #expect(Set(again.providerAnswers.rows) == Set(tenant.providerAnswers.rows))
        #expect(Set(again.idTokens.rows) == Set(tenant.idTokens.rows))
        #expect(again.userNames.count == tenant.userNames.count)
        #expect(again.device(holding: "r-rotated", at: Fixture.noon)?.id == "rotated")
    }

    @Test("of what a unit of work touches, and of nothing else, are noted, in every table")
    func notes() throws {
        var tenant = Fixture.state()
        #expect(tenant.changes == nil)
        tenant = tenant.noting
        #expect(tenant.changes?.isEmpty == true)
        for change in DigestTests.changes { try change.make(&tenant) }
        let changes = try #require(tenant.changes)
        #expect(changes.map(\.table) == StoredTable.allCases)
        #expect(changes.allSatisfy { $0.record != nil })
        tenant = tenant.settled.noting
        tenant.endSession("x")
        tenant.endSession("never there")
        let gone = try #require(tenant.changes?.first)
        #expect(tenant.changes?.count == 1 && gone.table == .sessions && gone.record == nil)
        #expect(gone.number == changes.first { $0.table == .sessions }?.number)
        #expect(tenant.settled.changes == nil)
    }

    @Test("that miss something are refused, by its name")
    func missing() throws {
        let record = Fixture.session("s").record
        for name in record.names {
            var torn = record
            torn[name] = nil
            if name == "clients" { continue }
            #expect(throws: RecordFault(member: name)) { try Session(record: torn) }
            torn[name] = .array([.null])
            #expect(throws: RecordFault(member: name)) { try Session(record: torn) }
        }
    }

    @Test(
        "of a moment are read back, whatever the clock does",
        arguments: [
            TenantClock.Position.machine, .frozen(TenantFixture.noon),
            .running(from: TenantFixture.noon, machine: TenantFixture.noon - .seconds(5)),
        ]
    )
    func moments(_ position: TenantClock.Position) throws {
        for entropy in [Entropy.system, .text("42")] {
            let moment = TenantMoment(
                clock: position,
                entropy: entropy,
                ordinals: [.jti: 3, .session: 0],
                requests: 12,
                logEntries: 4
            )
            #expect(try TenantMoment(record: moment.record) == moment)
        }
    }
}
