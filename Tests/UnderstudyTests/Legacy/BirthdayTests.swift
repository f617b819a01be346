import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// The tenant's birthday against its clock.
@Suite("A tenant's birthday", .tags(.endToEnd))
struct BirthdayTests {
    private static let disabled = "404 endpoint_disabled: The delegation endpoint is disabled"

    struct Row: Sendable, CustomTestStringConvertible {
        let born: String
        let now: String
        let toClient: Bool
        let toAddon: Bool

        var testDescription: String { "born \(born), at \(now)" }
    }

    static let rows = [
        Row(born: "2016-01-01", now: "2018-01-31T23:59:59Z", toClient: true, toAddon: true),
        Row(born: "2016-01-01", now: "2018-02-01T00:00:00Z", toClient: false, toAddon: true),
        Row(born: "2017-06-07", now: "2017-12-01T00:00:00Z", toClient: true, toAddon: true),
        Row(born: "2017-06-08", now: "2017-12-01T00:00:00Z", toClient: false, toAddon: true),
    ]

    @Test("after delegation, with no add-on: the path is not there, whatever is asked")
    func withoutAddons() async throws {
        let seed = """
            version: 1
            emulator: { domain: tenant.localhost, clock: 2019-01-01T00:00:00Z, created_at: 2018-06-01T00:00:00Z }
            clients: [{ name: App A, client_id: \(DelegationTenant.id("AppA")) }]
            """
        try await Turnstile.emulators.pass {
            try await withUnderstudy(.text(seed, name: "young.yaml")) { _, browser in
                for body in ["", "client_id=nobody", DelegationCall(["id_token": "x"]).form] {
                    let answer = try await browser.post(browser.at("/delegation"), body: body)
                    #expect(answer.refusal == Self.disabled)
                }
            }
        }
    }

    @Test("decides what of delegation it has left, to the second", arguments: rows)
    func delegation(_ row: Row) async throws {
        try await DelegationTenant.with(edit: DelegationTenant.born(row.born, at: row.now)) { _, browser in
            let token = try await browser.mint(["client": "App A", "user": "ada@example.com"])
            let client = try await browser.delegate(DelegationCall(["id_token": token]).to("ApiC"))
            #expect(client.status == (row.toClient ? 200 : 404))
            let refresh = try await browser.delegate(
                DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone])
            )
            #expect(refresh.status == client.status)
            let addon = try await browser.delegate(DelegationCall(["id_token": token]).to("Firebase2"))
            #expect(addon.status == (row.toAddon ? 200 : 404))
            #expect(try await browser.refresh(DelegationTenant.phone).status == 200, "what the guide recommends works")
            guard !row.toClient else { return }
            #expect(client.refusal == Self.disabled)
            let uses = try await browser.control("GET", "/migration").json["uses"]?.elements?.compactMap(\.object)
            let use = try #require(uses?.first { $0["feature"] == "delegation_id_token" })
            #expect(use["refused"] == 1)
            #expect(use["answered"] == 0)
            let notes = try await browser.control("GET", "/journal").json["entries"]?.elements?
                .compactMap { $0.object?["notes"]?.elements?.first?.text }
            #expect(notes?.contains { $0.contains("Instead: ask for offline_access at login") } == true)
        }
    }

    @Test("moved past the day by the clock alone, takes delegation away at that second")
    func theDay() async throws {
        try await DelegationTenant.with(edit: DelegationTenant.born("2016-01-01", at: "2018-01-31T23:59:59Z")) {
            _,
            browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            #expect(try await browser.delegate(call).status == 200)
            try await browser.advance(seconds: 1)
            #expect(try await browser.delegate(call).refusal == Self.disabled)
            _ = try await browser.control("PUT", "/clock", #"{"now":"2018-01-31T23:59:59Z"}"#)
            #expect(try await browser.delegate(call).status == 200)
        }
    }

    @Test("young, without an add-on in use, has no delegation endpoint, and clients without the legacy grants")
    func young() async throws {
        let young: (String) -> String = {
            $0.replacing("created_at: 2016-01-01", with: "created_at: 2017-06-08")
                .replacing("2016-05-04T12:00:00Z", with: "2017-07-01T12:00:00Z")
        }
        try await Turnstile.emulators.pass {
            try await withUnderstudy(try TestTenant.seed(.tenant, young), entropy: "test") { _, browser in
                let token = try await browser.mint(["client": "Legacy", "user": "ada@example.com"])
                let answer = try await browser.post(
                    browser.at("/delegation"),
                    form: [
                        "client_id": TestClient.legacy.id, "id_token": token,
                        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    ]
                )
                #expect(answer.refusal == Self.disabled)
                let login = try await browser.resourceOwner()
                #expect(
                    login.refusal
                        == "403 unauthorized_client: Grant type 'http://auth0.com/oauth/legacy/grant-type/ro' not allowed "
                        + "for the client."
                )
            }
        }
    }

    static let switches = [
        ("disable_legacy_delegation_id_tokens", 404, 200), ("disable_legacy_delegation_refresh_tokens", 200, 404),
    ]

    @Test("or a switch of the seed, takes one half of delegation away", arguments: switches)
    func switchedOff(_ name: String, _ idToken: Int, _ refreshToken: Int) async throws {
        let edit: (String) -> String = {
            $0.replacing("  strict: false", with: "  strict: false\n  legacy: { \(name): true }")
        }
        try await DelegationTenant.with(edit: edit) { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()])
            #expect(try await browser.delegate(call.to("ApiC")).status == idToken)
            #expect(try await browser.delegate(call.to("Firebase2")).status == 200)
            let refresh = DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone])
            #expect(try await browser.delegate(refresh).status == refreshToken)
        }
    }

    @Test("the tenant's own flag is the same switch")
    func flag() async throws {
        let edit: (String) -> String = {
            $0.replacing(
                "  friendly_name: Delegation\n",
                with: "  friendly_name: Delegation\n  flags: { allow_legacy_delegation_grant_types: false }\n"
            )
        }
        try await DelegationTenant.with(edit: edit) { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            #expect(try await browser.delegate(call).refusal == Self.disabled)
        }
    }

    @Test(
        "ends identity providers' tokens in profiles on 18 August 2016",
        arguments: [("2016-08-17T23:59:59Z", true), ("2016-08-18T00:00:00Z", false)]
    )
    func providerTokens(_ now: String, _ isShown: Bool) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", "{\"now\":\"\(now)\"}")
            let token = try await browser.mint([
                "client": "Legacy", "user": "facebook|10154000000000001", "scope": "openid identities",
            ])
            let profile = try await browser.tokenInfo(token).json["identities"]?.elements?.first?.object
            #expect((profile?["access_token"] != nil) == isShown)
            let claim = token.claims["identities"]?.elements?.first?.object
            #expect((claim?["access_token"] != nil) == isShown)
        }
    }

    @Test(
        "ends passwords from pages of one's own on 6 August 2018",
        arguments: [("2018-08-05T23:59:59Z", 200), ("2018-08-06T00:00:00Z", 403)]
    )
    func foreignLogin(_ now: String, _ status: Int) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", "{\"now\":\"\(now)\"}")
            let answer = try await browser.post(
                browser.at("/usernamepassword/login"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": Person.database, "tenant": "tenant",
                    "username": Person.ada.name, "password": Person.ada.password, "response_type": "token",
                    "redirect_uri": TestClient.legacy.callback,
                ]
            )
            #expect(answer.status == status)
            if status == 403 { #expect(answer.json["description"] == "Cross origin login not allowed.") }
        }
    }
}
