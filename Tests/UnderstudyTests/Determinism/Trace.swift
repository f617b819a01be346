import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// A long day at one tenant: laps of thirty requests and more, over every flow, the same ones whenever it is played.
struct Trace {
    static let laps = 34

    /// The whole tenant of tests, with an add-on to delegate to and a rule that asks for time and chance.
    static var seed: EmulatorConfiguration.Seed {
        get throws {
            let rule = SeededRule.passing("chance", "user.chance = [Math.random(), Date.now()];")
            return try RuleTenant.seed([rule]) { text in
                text.replacing(
                    "    callbacks: [\"https://app.example/cb\"",
                    with: """
                            addons: { aws: { principal: "arn:aws:iam::1:saml-provider/p", role: "arn:aws:iam::1:role/r" } }
                            callbacks: ["https://app.example/cb"
                        """
                )
            }
        }
    }

    static func configuration(_ store: EmulatorConfiguration.Store = .memory) throws -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration(seeds: [try seed])
        configuration.entropy = "42"
        configuration.clock = "2016-05-04T12:00:00Z"
        configuration.store = store
        return configuration
    }

    let browser: Browser

    func play(_ laps: Range<Int>) async throws {
        // In the clear: a thousand handshakes say nothing more.
        try await TestTenant.$scheme.withValue("http") {
            for lap in laps {
                try await codeFlow(lap)
                try await legacyFlow(lap)
                try await socialFlow(lap)
                try await controls(lap)
            }
        }
    }

    /// The hosted page, a code, a session that answers silently, and its end.
    private func codeFlow(_ lap: Int) async throws {
        let code = try await browser.code(
            for: .legacy,
            scope: "openid profile",
            with: ["state": "\(lap)", "prompt": "login"]
        )
        let answer = try await browser.redeem(code, by: .legacy)
        _ = try await browser.redeem(code, by: .legacy)
        _ = try await browser.userInfo(answer.json["access_token"]?.text ?? "")
        _ = try await browser.tokenInfo(answer.json["id_token"]?.text ?? "")
        _ = try await browser.authorize(.asymmetric, "id_token token", with: ["prompt": "none", "nonce": "\(lap)"])
        _ = try await browser.authorize(.conformant, "id_token", with: ["prompt": "none", "nonce": "\(lap)"])
        if lap % 3 == 0 { _ = try await browser.get(browser.at("/v2/logout")) }
        _ = try await browser.authorize(.spa, "code", with: ["prompt": "none"])
    }

    /// A login by API, refreshed, delegated, revoked; and one that is refused.
    private func legacyFlow(_ lap: Int) async throws {
        let scope = FormCoding.encode(["scope": "openid offline_access", "device": "phone \(lap % 4)"])
        let login = FormCoding.encode([
            "client_id": TestClient.legacy.id, "connection": Person.database, "grant_type": "password",
            "username": Person.ada.name, "password": Person.ada.password,
        ])
        let answer = try await browser.post(browser.at("/oauth/ro"), body: "\(login)&\(scope)")
        let refreshToken = answer.json["refresh_token"]?.text ?? ""
        let refresh = FormCoding.encode([
            "grant_type": "refresh_token", "client_id": TestClient.legacy.id, "refresh_token": refreshToken,
            "client_secret": TestClient.legacy.secret,
        ])
        _ = try await browser.post(browser.at("/oauth/token"), body: refresh)
        let delegation = FormCoding.encode([
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "client_id": TestClient.legacy.id,
            "id_token": answer.json["id_token"]?.text ?? "", "scope": "openid",
        ])
        for call in ["target=\(TestClient.api.id)", "target=\(TestClient.legacy.id)&api_type=aws", "api_type=app"] {
            _ = try await browser.post(browser.at("/delegation"), body: "\(delegation)&\(call)")
        }
        let revocation = FormCoding.encode([
            "client_id": TestClient.legacy.id, "client_secret": TestClient.legacy.secret, "token": refreshToken,
        ])
        if lap % 2 == 0 { _ = try await browser.post(browser.at("/oauth/revoke"), body: revocation) }
        _ = try await browser.post(browser.at("/oauth/token"), body: refresh)
        _ = try await browser.resourceOwner(password: "wrong")
        _ = try await browser.resourceOwner(.rawSecret, name: Person.grace.name, password: Person.grace.password)
    }

    private func socialFlow(_ lap: Int) async throws {
        let begun = try await browser.authorize(.implicitOnly, "token", with: ["connection": "facebook"])
        let page = try await browser.open(begun)
        let form = try #require(HTMLForm(in: page.text), "\(page.page)")
        let person = lap % 2 == 0 ? "facebook|10154000000000001" : "facebook|10154000000000002"
        let chosen = try await browser.post(
            browser.at(form.action),
            form: ["state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "person": person]
        )
        _ = try await browser.get(try #require(chosen.location).description)
    }

    private func controls(_ lap: Int) async throws {
        let token = try await browser.mint([
            "kind": "management", "client": "Legacy", "scope": "read:logs read:device_credentials",
        ])
        _ = try await browser.manage("/logs?per_page=3", by: token)
        _ = try await browser.manage("/device-credentials?user_id=\(Person.adaID)", by: token)
        _ = try await browser.get(browser.at("/.well-known/jwks.json"))
        _ = try await browser.control("GET", "/clock/timeline")
        try await browser.advance(seconds: lap % 8 == 7 ? 40_000 : 61)
        _ = try await browser.digest()
    }
}
