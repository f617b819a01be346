import TenantModel
import Testing
import UnderstudyTesting

/// DNS rebinding.
@Suite("The host of a request")
struct HostTests {
    @Test(
        "that is foreign is turned away, touches nothing and is told nothing",
        arguments: [
            "evil.example", "tenant.localhost.evil.example", "xtenant.localhost", "0.0.0.0", "2130706433", "0x7f.1",
            "127.1",
            "[::ffff:127.0.0.1]", "localhost.", "10.0.0.1", "evil.example:443", "other.localhost",
        ]
    )
    func foreign(_ host: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.post(
                    browser.at("/oauth/ro"),
                    form: [
                        "client_id": TestClient.legacy.id, "connection": Person.database, "username": Person.ada.name,
                        "password": Person.ada.password,
                    ],
                    fields: ["Host": host]
                )
            }
            #expect(answer.status == 421)
            #expect(answer.json["error"] == "unknown_host")
            #expect(!answer.text.contains("tenant.localhost"))
            let journal = try await browser.control("GET", "/journal").json["entries"]
            #expect(journal == [])
        }
    }

    @Test(
        "that is ours, with any port, is answered",
        arguments: [
            "tenant.localhost", "tenant.localhost:1", "TENANT.localhost", "localhost", "localhost:9999", "127.0.0.1",
            "[::1]:4443",
        ]
    )
    func own(_ host: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at("/_understudy/health"), fields: ["Host": host])
            #expect(answer.status == 200)
        }
    }

    @Test("malformed is a bad request", arguments: ["", ":443", "localhost:port", "localhost:99999"])
    func malformed(_ host: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at("/test"), fields: ["Host": host]).status
            #expect(answer == 400)
        }
    }

    @Test("one tenant's tokens and codes are nothing to another")
    func isolation() async throws {
        let twin = try TestTenant.seed {
            $0.replacing("name: tenant\n", with: "name: twin\n").replacing("tenant.localhost", with: "twin.localhost")
        }
        try await withUnderstudy([TestTenant.seed(), twin]) { _, browser in
            let login = try await browser.resourceOwner(.asymmetric)
            let access = try #require(login.json["access_token"]?.text)
            let code = try await browser.code(for: .legacy)
            let info = try await browser.get(
                "https://twin.localhost/userinfo",
                fields: ["Authorization": "Bearer \(access)"]
            )
            #expect(info.status == 401)
            // Certificates name the domain, so even one key has two ids; one secret is told apart by the issuer.
            for (client, status) in [(TestClient.asymmetric, 401), (.legacy, 400)] {
                let token = try #require(try await browser.resourceOwner(client).json["id_token"]?.text)
                let answer = try await browser.post("https://twin.localhost/tokeninfo", form: ["id_token": token])
                #expect(answer.status == status)
            }
            let exchange = try await browser.post(
                "https://twin.localhost/oauth/token",
                form: [
                    "grant_type": "authorization_code", "code": code, "client_id": TestClient.legacy.id,
                    "client_secret": TestClient.legacy.secret, "redirect_uri": TestClient.legacy.callback,
                ]
            )
            #expect(exchange.refusal == "403 invalid_grant: Invalid authorization code")
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
        }
    }
}
