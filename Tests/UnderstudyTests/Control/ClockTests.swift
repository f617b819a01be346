import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("The tenant's clock")
struct ClockTests {
    @Test("is read, set, frozen, run and given back")
    func control() async throws {
        try await TestTenant.with { emulator, browser in
            let start = try await browser.control("GET", "/clock")
            #expect(start.text == #"{"now":"2016-05-04T12:00:00.000Z","unix":1462363200,"mode":"frozen"}"#)
            let set = try await browser.control("PUT", "/clock", #"{"now":"2020-02-29T00:00:00Z"}"#)
            #expect(set.json["now"] == "2020-02-29T00:00:00.000Z")
            #expect(set.json["mode"] == "frozen")
            #expect(emulator.tenants.first?.now == "2020-02-29T00:00:00.000Z")
            let running = try await browser.control("PUT", "/clock", #"{"mode":"running"}"#)
            #expect(running.json["mode"] == "running")
            let frozen = try await browser.control("PUT", "/clock", #"{"mode":"frozen"}"#)
            #expect(try await browser.control("GET", "/clock").json["now"] == frozen.json["now"])
            let real = try await browser.control("DELETE", "/clock")
            #expect(try #require(real.json["unix"]?.integer) > 1_700_000_000)
        }
    }

    @Test(
        "advances by a duration, by seconds, and to an instant",
        arguments: [
            (#"{"by":"PT10H"}"#, "2016-05-04T22:00:00.000Z"), (#"{"by":"P1DT1S"}"#, "2016-05-05T12:00:01.000Z"),
            (#"{"by":36000}"#, "2016-05-04T22:00:00.000Z"), (#"{"by":0}"#, "2016-05-04T12:00:00.000Z"),
            (#"{"to":"2016-05-04T12:00:00.001Z"}"#, "2016-05-04T12:00:00.001Z"),
            (#"{"by":300000000000}"#, "9999-12-31T23:59:59.999Z"),
        ]
    )
    func advance(_ json: String, _ now: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.advance(json)["now"]
            #expect(answer == .string(now))
        }
    }

    @Test(
        "takes nothing but instants, and changes nothing for anything else",
        arguments: [
            #"{"now":-1}"#, #"{"now":"NaN"}"#, #"{"now":1e400}"#, #"{"now":9223372036854775808}"#,
            #"{"now":"10000-01-01T00:00:00Z"}"#, #"{"now":"2016-02-30T00:00:00Z"}"#, #"{"now":"now"}"#, #"{"now":""}"#,
            #"{"now":[]}"#, #"{"now":"2016-05-04T12:00:60Z"}"#, #"{"now":"2016-05-04T12:00:00"}"#, #"{"now":null}"#,
            #"{"mode":"stopped"}"#, "{}", "", "[]", #"{"then":"2016-05-04T12:00:00Z"}"#,
        ]
    )
    func invalid(_ json: String) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.expectNoChange {
                let answer = try await browser.control("PUT", "/clock", json).status
                #expect(answer == 400)
            }
            #expect(try await browser.control("GET", "/clock").json["now"] == "2016-05-04T12:00:00.000Z")
        }
    }

    @Test(
        "advances forward only, by what makes sense",
        arguments: [
            #"{"by":-1}"#, #"{"by":"-PT1H"}"#, #"{"by":"soon"}"#, #"{"by":1.5}"#, #"{"by":1e308}"#,
            #"{"by":9223372036854775807}"#,
            #"{"to":"2016-05-04T11:59:59Z"}"#, #"{"by":1,"to":"2017-01-01T00:00:00Z"}"#, "{}", #"{"past":"nonsense"}"#,
            #"{"past":1}"#, #"{"by":"PT9999999999999999999H"}"#,
        ]
    )
    func invalidAdvance(_ json: String) async throws {
        try await TestTenant.with { _, browser async throws in
            #expect(try await browser.control("POST", "/clock/advance", json).status == 400)
            #expect(try await browser.control("GET", "/clock").json["now"] == "2016-05-04T12:00:00.000Z")
        }
    }

    @Test("keeps an instant as UTC, and tokens say its whole second")
    func utc() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.control("PUT", "/clock", #"{"now":"2026-01-01T00:00:00.999+02:00"}"#)
            #expect(answer.json["now"] == "2025-12-31T22:00:00.999Z")
            let token = try #require(try await browser.resourceOwner().json["id_token"]?.text)
            #expect(token.claims["iat"] == 1_767_218_400)
        }
    }

    @Test("goes to the first second at which a token is refused", arguments: ["id_token", "access_token"])
    func past(_ kind: String) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T12:00:00.500Z"}"#)
            let token = try #require(try await browser.resourceOwner().json[kind]?.text)
            func status() async throws -> Int {
                kind == "id_token"
                    ? try await browser.tokenInfo(token).status : try await browser.userInfo(token).status
            }
            #expect(try await status() == 200)
            let order: JSONObject = ["past": .string(token)]
            let answer = try await browser.advance(order.serializedText)
            #expect(try await status() == 401)
            let unix = try #require(answer["unix"]?.integer)
            #expect(unix == TestTenant.noon + (kind == "id_token" ? 36000 : 86401))
            let fired = answer["fired"]?.elements?.compactMap { $0.object?["kind"]?.text }
            #expect(fired == (kind == "id_token" ? ["id_token"] : ["id_token", "access_token"]))
        }
    }

    @Test("is, one second before that, not yet there")
    func justBefore() async throws {
        try await TestTenant.with { _, browser in
            let login = try await browser.resourceOwner()
            try await browser.advance(seconds: 35_999)
            #expect(try await browser.tokenInfo(try #require(login.json["id_token"]?.text)).status == 200)
            try await browser.advance(seconds: 1)
            #expect(try await browser.tokenInfo(try #require(login.json["id_token"]?.text)).status == 401)
        }
    }

    @Test("tells what will become due, and in that order what became due")
    func timeline() async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.authorize(.legacy)
            try await browser.advance(seconds: 10)
            _ = try await browser.submit(try await browser.open(begun))
            _ = try await browser.resourceOwner()
            let expected = ["authorization_code", "id_token", "access_token", "session"]
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements
            #expect(events?.compactMap { $0.object?["kind"]?.text } == expected)
            #expect(events?.first?.object?["at"] == "2016-05-04T12:10:10.000Z")
            #expect(events?.first?.object?["client"] == .string(TestClient.legacy.id))
            let fired = try await browser.advance(#"{"by":"P30D"}"#)["fired"]?.elements
            #expect(fired == events)
            #expect(try await browser.control("GET", "/clock/timeline").json["events"] == [])
        }
    }

    @Test("tells many events as it tells few, whole and in order")
    func manyEvents() async throws {
        try await TestTenant.with { _, browser in
            for _ in 0..<150 { _ = try await browser.resourceOwner() }
            let events = try await browser.control("GET", "/clock/timeline").json["events"]?.elements
            let kinds = ["id_token", "access_token"].flatMap { kind in (0..<150).map { _ in kind } }
            #expect(events?.compactMap { $0.object?["kind"]?.text } == kinds)
            let answer = try await browser.advance(#"{"by":"P2D"}"#)
            #expect(answer.names == ["now", "unix", "mode", "fired"])
            #expect(answer["fired"]?.elements == events)
        }
    }

    @Test("set back, revives nothing")
    func noRevival() async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            _ = try await browser.logIn(.legacy)
            try await browser.advance(#"{"by":"P365D"}"#)
            #expect(try await browser.userInfo(token).status == 401)
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T12:00:00Z"}"#)
            #expect(try await browser.userInfo(token).status == 401)
            let silent = try await browser.authorize(.legacy, with: ["prompt": "none"])
            #expect(silent.location?.query("error") == "login_required")
        }
    }

    @Test("set back before a login, still answers whole lifetimes")
    func setBack() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T11:00:00Z"}"#)
            let answer = try await browser.authorize(.conformant, "token", with: ["prompt": "none", "max_age": "0"])
            #expect(answer.location?.fragment("expires_in") == "86400")
        }
    }

    @Test("frozen, gives equal times and distinct everything else")
    func frozen() async throws {
        try await TestTenant.with(entropy: "system") { _, browser in
            var times: Set<JSONValue?> = []
            var tokens: Set<String> = []
            for _ in 0..<100 {
                let answer = try await browser.resourceOwner()
                times.insert(answer.json["id_token"]?.text?.claims["iat"])
                tokens.insert(answer.json["access_token"]?.text ?? "")
            }
            #expect(times == [.integer(TestTenant.noon)])
            #expect(tokens.count == 100)
        }
    }

    @Test("at the end of the years, logins still work")
    func endOfTime() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", #"{"now":"9999-12-31T23:59:58Z"}"#)
            let answer = try await browser.resourceOwner()
            #expect(answer.status == 200)
            #expect(answer.json["id_token"]?.text?.claims["exp"] == 253_402_300_799)
        }
    }

    @Test("of one tenant is no other's")
    func twoTenants() async throws {
        let other = "version: 1\nemulator: { name: other, clock: { at: 2020-01-01T00:00:00Z, mode: frozen } }\n"
        try await withUnderstudy([TestTenant.seed(), .text(other, name: "other.yaml")]) { emulator, browser in
            try await browser.advance(seconds: 86_400)
            #expect(emulator.tenants.map(\.now) == ["2016-05-05T12:00:00.000Z", "2020-01-01T00:00:00.000Z"])
            let domain = try #require(emulator.tenants.last?.domain)
            let answer = try await browser.get("https://\(domain)/_understudy/clock")
            #expect(answer.json["now"] == "2020-01-01T00:00:00.000Z")
        }
    }
}
