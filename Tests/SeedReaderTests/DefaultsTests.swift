import SeedReader
import TenantModel
import Testing

@Suite("Defaults")
struct DefaultsTests {
    @Test(
        "E3: of clients, by era",
        arguments: [
            (Era.legacy, true, SignatureAlgorithm.hs256, false), (.transition, true, .hs256, false),
            (.modern, false, .rs256, true),
        ]
    )
    func clientsByEra(_ era: Era, _ encoded: Bool, _ algorithm: SignatureAlgorithm, _ conformant: Bool) throws {
        let seed = try read("version: 1\nemulator: { era: \(era.rawValue) }\nclients: [{ name: A }]\n").seed
        let client = seed.clients[0]
        #expect(client.jwtConfiguration.secretEncoded == encoded)
        #expect(client.jwtConfiguration.algorithm == algorithm)
        #expect(client.isConformant == conformant)
        let modern = ["authorization_code", "implicit", "refresh_token", "client_credentials"].map(GrantType.init)
        #expect(client.grantTypes == (conformant ? modern : nil))
        #expect(seed.globalClient.jwtConfiguration.secretEncoded == encoded)
        #expect(seed.settings.flags["enable_legacy_profile"] == .bool(!conformant))
    }

    @Test("E3: emulator.legacy wins over tenant.flags, and they over the era")
    func legacySwitches() throws {
        let modern = try read("version: 1\nemulator: { era: modern }\n").seed.emulator.legacy
        #expect(!modern.tokenInfo && !modern.resourceOwner && !modern.idTokenBearer && !modern.managementTokens)
        #expect(modern.disablesDelegationOfIDTokens && modern.disablesDelegationOfRefreshTokens)

        let mixed = try read(
            """
            version: 1
            emulator:
              era: modern
              legacy: { ro_endpoint: false, legacy_v2_tokens: true, disable_legacy_delegation_refresh_tokens: true }
            tenant:
              flags:
                allow_legacy_tokeninfo_endpoint: true
                allow_legacy_ro_grant_types: true
                allow_legacy_delegation_grant_types: true
            """
        ).seed.emulator.legacy
        #expect(mixed.tokenInfo && !mixed.resourceOwner && mixed.managementTokens)
        #expect(!mixed.disablesDelegationOfIDTokens && mixed.disablesDelegationOfRefreshTokens)

        let legacy = try read("version: 1\ntenant: { flags: { enable_idtoken_api2: false } }\n").seed.emulator.legacy
        #expect(!legacy.idTokenBearer && legacy.tokenInfo && legacy.providerTokensInProfiles)
    }

    @Test("one database for every client, unless the seed has a say")
    func database() throws {
        let without = try read("version: 1\nclients: [{ name: A }]\n").seed
        #expect(without.connections.map(\.name) == ["Username-Password-Authentication"])
        #expect(without.connections[0].isEnabled(for: without.clients[0].id))
        #expect(try read("version: 1\ndatabases: []\n").seed.connections.isEmpty)
        let own = try read("version: 1\ndatabases: [{ name: people }]\nusers: [{ email: a@example.com }]\n").seed
        #expect(own.users[0].connection == "people")
    }

    @Test(
        "of a picture is none where the seed gives one",
        arguments: ["https://example.com/ada.png", InitialsPicture.url(forEmail: "bo@example.com")]
    )
    func picture(_ picture: String) throws {
        let report = try read("version: 1\nusers: [{ email: ada@example.com, picture: \"\(picture)\" }]\n")
        #expect(report.seed.users[0].picture == picture)
    }

    @Test("of a database user's profile")
    func profile() throws {
        let user = try read("version: 1\nusers: [{ email: Ada.L@Example.com }]\n").seed.users[0]
        #expect((user.email, user.nickname, user.name) == ("ada.l@example.com", "ada.l", "ada.l@example.com"))
        #expect(user.picture == InitialsPicture.url(forEmail: "ad@example.org"), "of two letters")
        #expect(user.picture?.hasPrefix("data:image/png;base64,iVBORw0KGgo") == true)
        #expect(!user.emailVerified && user.loginsCount == 0 && user.password == nil)
        let identity = try #require(user.identities.first)
        #expect(user.id.rawValue == "auth0|\(identity.userID)")
        #expect(identity.provider == .auth0 && !identity.isSocial && identity.accessToken == nil)
        #expect(identity.connection == "Username-Password-Authentication")
    }

    @Test(
        "times are the seed's clock, else the machine's",
        arguments: [
            ("", "2016-05-04T12:00:00Z", ClockSetting.real),
            ("emulator: { clock: 2001-02-03T04:05:06Z }", "2001-02-03T04:05:06Z", nil),
            ("emulator: { clock: { at: 2001-02-03T04:05:06Z } }", "2001-02-03T04:05:06Z", nil),
            ("emulator: { clock: { at: 2001-02-03T04:05:06Z, mode: frozen } }", "2001-02-03T04:05:06Z", nil),
        ]
    )
    func times(_ emulator: String, _ instant: String, _ setting: ClockSetting?) throws {
        let seed = try read("version: 1\n\(emulator)\nusers: [{ email: a@example.com }]\n").seed
        #expect(seed.users[0].createdAt == (try .at(instant)))
        #expect(seed.users[0].updatedAt == (try .at(instant)))
        if let setting { #expect(seed.emulator.clock == setting) }
    }

    @Test("a bare clock stands still, one with a start runs unless told otherwise")
    func clocks() throws {
        let instant = try Timestamp.at("2001-02-03T04:05:06Z")
        func clock(_ text: String) throws -> ClockSetting {
            try read("version: 1\nemulator: { clock: \(text) }\n").seed.emulator.clock
        }
        #expect(try clock("2001-02-03T04:05:06Z") == .frozen(instant))
        #expect(try clock("{ at: 2001-02-03T04:05:06Z, mode: frozen }") == .frozen(instant))
        #expect(try clock("{ at: 2001-02-03T04:05:06Z, mode: running }") == .running(from: instant))
        #expect(try clock("{ at: 2001-02-03T04:05:06Z }") == .running(from: instant))
        #expect(try clock("{ mode: running }") == .real)
    }

    @Test("rules without order come ten apart after the highest given")
    func ruleOrder() throws {
        let script = "script: \"function () {\\n}\""
        let seed = try read(
            """
            version: 1
            rules: [{ name: a, \(script) }, { name: b, order: 7, \(script) }, { name: c, enabled: false, \(script) }]
            """
        ).seed
        #expect(seed.rules.map(\.order) == [17, 7, 27])
        #expect(seed.rules.map(\.isEnabled) == [true, true, false])
    }

    @Test("the published development key signs where a seed has none")
    func signingKey() throws {
        let keys = try read("version: 1\n").seed.signingKeys
        #expect(keys == [SigningKey(privateKeyPEM: DevelopmentSigningKey.privateKeyPEM)])
        #expect(DevelopmentSigningKey.privateKeyPEM.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(DevelopmentSigningKey.privateKeyPEM.hasSuffix("\n-----END PRIVATE KEY-----\n"))
    }
}
