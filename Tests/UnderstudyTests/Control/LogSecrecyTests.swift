import TenantModel
import Testing
import UnderstudyTesting

/// What a log may say of a login.
@Suite("The log, at its most talkative")
struct LogSecrecyTests {
    @Test("has no password, secret, code, token, cookie or state of anybody")
    func canaries() async throws {
        let log = CapturedLog()
        let secrets = try await LoggedServer.with(nil, log) { browser in
            let more: KeyValuePairs = ["state": "canary-state", "nonce": "canary-nonce", "device": "phone"]
            _ = try await browser.resourceOwner(password: "canary-wrong-password")
            let begun = try await browser.logIn(.legacy, scope: "openid offline_access", with: more)
            let code = try #require(begun.location?.query("code"))
            let tokens = try await browser.redeem(code, by: .legacy).json
            let access = try #require(tokens["access_token"]?.text)
            _ = try await browser.userInfo(access)
            _ = try await browser.userInfo(access + "x")
            _ = try await browser.redeem("canary-code", by: .legacy)
            _ = try await browser.authorize(.legacy, with: ["id_token_hint": "canary-hint", "prompt": "none"])
            return [
                "canary", code, access, Person.ada.password, TestClient.legacy.secret,
                try #require(tokens["id_token"]?.text), try #require(tokens["refresh_token"]?.text),
            ] + browser.cookies.cookies.map(\.value)
        }
        #expect(secrets.count == 9)
        let lines = log.lines
        for secret in secrets { #expect(lines.allSatisfy { !$0.contains(secret) }) }
    }

    @Test("has no token of a refresh, delegation or revocation, and neither have journal and tenant's log")
    func exchanges() async throws {
        let log = CapturedLog()
        let (secrets, shown) = try await LoggedServer.with(nil, log) { browser in
            let login = try await browser.post(
                browser.at("/oauth/ro"),
                form: [
                    "client_id": TestClient.legacy.id, "connection": Person.database, "grant_type": "password",
                    "username": Person.ada.name, "password": Person.ada.password, "scope": "openid offline_access",
                    "device": "phone",
                ]
            ).json
            let (id, refresh) = (try #require(login["id_token"]?.text), try #require(login["refresh_token"]?.text))
            let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
            var delegated: [String] = []
            for (name, token) in [("id_token", id), ("refresh_token", refresh), ("refresh_token", "canary-refresh")] {
                let body = FormCoding.encode([
                    "client_id": TestClient.legacy.id, "grant_type": grant, "target": TestClient.api.id, name: token,
                ])
                let answer = try await browser.post(browser.at("/delegation"), body: body)
                delegated += [answer.json["id_token"]?.text].compactMap { $0 }
                _ = try await browser.get(browser.at("/delegation?\(body)&cbx=__auth0jp0"))
            }
            for token in [refresh, "canary-refresh"] {
                let proof = FormCoding.encode([
                    "client_id": TestClient.legacy.id, "client_secret": TestClient.legacy.secret,
                ])
                for (path, more) in [
                    ("/oauth/token", FormCoding.encode(["grant_type": "refresh_token", "refresh_token": token])),
                    ("/oauth/revoke", FormCoding.encode(["token": token])),
                ] { _ = try await browser.post(browser.at(path), body: "\(proof)&\(more)") }
            }
            let bearer = try await browser.mint(["kind": "management", "client": "Legacy", "scope": "read:logs"])
            let shown = [
                try await browser.control("GET", "/journal").text, try await browser.control("GET", "/migration").text,
                try await browser.manage("/logs?per_page=100", by: bearer).text,
            ]
            let secrets = ["canary", id, refresh, bearer, TestClient.legacy.secret, Person.ada.password] + delegated
            return (secrets, shown)
        }
        #expect(secrets.count == 8)
        #expect(shown.allSatisfy { $0.contains(TestClient.legacy.id) || $0.contains("/delegation") })
        for secret in secrets { #expect((log.lines + shown).allSatisfy { !$0.contains(secret) }) }
    }

    @Test("holds no line break or control character of a stranger's")
    func control() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            _ = try await browser.resourceOwner(name: "ada\n\u{1B}[31mforged line")
            _ = try await browser.get(browser.at("/nothing%0aforged%1b[31m"))
        }
        #expect(log.lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }
}
