import TenantModel
import Testing

@Suite("The calendar of the old pipeline")
struct LegacyCalendarTests {
    @Test("has one line for every piece, with a source")
    func lines() {
        #expect(LegacyCalendar.entries.count == LegacyPiece.allCases.count)
        #expect(Set(LegacyCalendar.entries.map(\.piece)) == Set(LegacyPiece.allCases))
        #expect(LegacyCalendar.entries.allSatisfy { !$0.source.isEmpty })
    }

    @Test("knows the documented days")
    func days() {
        let ends = LegacyCalendar.entries.compactMap { entry in entry.endsAt.map { (entry.piece, $0.day) } }
        let expected: [LegacyPiece: String] = [
            .providerTokensInProfiles: "2016-08-18", .delegationOfIDTokens: "2018-02-01",
            .delegationOfRefreshTokens: "2018-02-01", .foreignPasswordLogin: "2018-08-06",
        ]
        #expect(Dictionary(uniqueKeysWithValues: ends) == expected)
        let births = Set(LegacyCalendar.entries.compactMap { $0.onlyTenantsBefore?.day })
        #expect(births == ["2017-06-08"])
    }
}

@Suite("A tenant's legacy policy")
struct LegacyPolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let piece: LegacyPiece
        let born: String?
        let now: String
        var hasAddon = false
        let verdict: String?

        var testDescription: String { "\(piece.rawValue), born \(born ?? "-"), at \(now)" }
    }

    static let rows = [
        Row(piece: .delegationOfIDTokens, born: nil, now: "2031-01-01T00:00:00Z", verdict: nil),
        Row(piece: .delegationOfIDTokens, born: "2017-06-07", now: "2018-01-31T23:59:59.999Z", verdict: nil),
        Row(
            piece: .delegationOfIDTokens,
            born: "2017-06-07",
            now: "2018-02-01T00:00:00Z",
            verdict: "ended on 2018-02-01"
        ),
        Row(
            piece: .delegationOfRefreshTokens,
            born: "2017-06-08",
            now: "2017-06-08T00:00:00Z",
            verdict: "tenants created on 2017-06-08 or later never had it"
        ),
        Row(piece: .delegationToAddons, born: "2017-06-07", now: "2031-01-01T00:00:00Z", verdict: nil),
        Row(piece: .delegationToAddons, born: "2019-01-01", now: "2031-01-01T00:00:00Z", hasAddon: true, verdict: nil),
        Row(
            piece: .delegationToAddons,
            born: "2019-01-01",
            now: "2031-01-01T00:00:00Z",
            verdict: "tenants created on 2017-06-08 or later never had it"
        ),
        Row(piece: .tokenInfo, born: "2019-01-01", now: "2031-01-01T00:00:00Z", verdict: nil),
    ]

    @Test("is what birthday, clock and switches leave", arguments: rows)
    func verdict(_ row: Row) throws {
        var emulator = EmulatorSettings(name: "tenant")
        emulator.createdAt = try row.born.map { try #require(Timestamp(day: $0)) }
        let now = try #require(Timestamp(rfc3339: row.now))
        let policy = LegacyPolicy(emulator, hasAddon: row.hasAddon, at: now)
        #expect(policy.verdict(on: row.piece).reason == row.verdict)
        #expect(policy.has(row.piece) == (row.verdict == nil))
    }

    @Test("says of a switched-off piece that a switch did it, whatever the day")
    func switched() throws {
        var emulator = EmulatorSettings(name: "tenant")
        emulator.legacy.disablesDelegationOfIDTokens = true
        let policy = LegacyPolicy(emulator, hasAddon: true, at: .latest)
        #expect(policy.verdict(on: .delegationOfIDTokens) == .switchedOff)
        #expect(policy.has(.delegationOfRefreshTokens))
    }
}

@Suite("A forecast")
struct LegacyForecastTests {
    private func seed(_ clients: [Client], born: String?) -> TenantSeed {
        var emulator = EmulatorSettings(name: "tenant")
        emulator.createdAt = born.flatMap { Timestamp(day: $0) }
        let global = Client(id: "global", secret: "s", name: "All Applications")
        var seed = TenantSeed(emulator: emulator, globalClient: global, signingKeys: [])
        seed.clients = clients
        return seed
    }

    private func client(_ name: String, _ type: String? = nil, conformant: Bool = false) -> Client {
        var client = Client(id: Identifier(name), secret: "s", name: name)
        client.appType = type
        client.isConformant = conformant
        return client
    }

    @Test("tells each client by its type what to use instead of delegation")
    func instead() throws {
        let clients = [
            client("web", "regular_web"), client("page", "spa"), client("api", "non_interactive"),
            client("new", conformant: true),
        ]
        let day = try #require(Timestamp(day: "2018-02-02"))
        let forecast = LegacyForecast(of: seed(clients, born: "2016-01-01"), at: day)
        let told = forecast.clients.map {
            ($0.client.name, $0.losses.map(\.piece), $0.losses.first?.replacement ?? "-")
        }
        #expect(told[0].1 == [.delegationOfIDTokens, .delegationOfRefreshTokens])
        #expect(told[0].2.hasPrefix("ask for offline_access at login"))
        #expect(told[1].2 == "silent authentication: /authorize with prompt=none")
        #expect(told[2].1 == [.delegationOfIDTokens])
        #expect(told[2].2.hasPrefix("register the API"))
        #expect(told[3].1.isEmpty)
    }

    @Test("takes a tenant without a birthday for an old one, and finds nothing wrong before the day")
    func before() throws {
        let seed = seed([client("web")], born: nil)
        let eve = LegacyForecast(of: seed, at: try #require(Timestamp(rfc3339: "2018-01-31T23:59:59Z")))
        #expect(eve.clients[0].losses.isEmpty)
        #expect(eve.createdAt == nil)
        let day = LegacyForecast(of: seed, at: try #require(Timestamp(day: "2018-02-01")))
        #expect(day.clients[0].losses.count == 2)
    }
}
