import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// OIDC Core §12.2: what an id_token says of the login, it still says after a refresh.
@Suite("Claims about the login", .tags(.endToEnd))
struct LoginClaimsTests {
    private func refresh(_ token: String, _ browser: Browser) async throws -> JSONObject {
        let answer = try await browser.post(
            browser.at("/oauth/token"),
            form: [
                "grant_type": "refresh_token", "refresh_token": token, "client_id": TestClient.conformant.id,
                "client_secret": TestClient.conformant.secret,
            ]
        )
        return try #require(answer.json["id_token"]?.text, "\(answer.refusal)").claims
    }

    @Test("survive a refresh: auth_time where it was asked for, sid in era modern", arguments: [Era.legacy, .modern])
    func survive(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            _ = try await browser.logIn(.conformant)
            try await browser.advance(seconds: 100)
            for maxAge in [nil, "1000"] {
                let more: KeyValuePairs = maxAge.map { ["prompt": "none", "max_age": $0] } ?? ["prompt": "none"]
                let begun = try await browser.authorize(.conformant, scope: "openid offline_access", with: more)
                let code = try #require(begun.location?.query("code"))
                let tokens = try await browser.redeem(code, by: .conformant).json
                let first = try #require(tokens["id_token"]?.text).claims
                try await browser.advance(seconds: 50)
                let second = try await refresh(try #require(tokens["refresh_token"]?.text), browser)
                // The person logged in once, at noon: neither the silent login nor the refresh is one.
                #expect(first["auth_time"] == (maxAge == nil ? nil : .integer(TestTenant.noon)))
                #expect(second["auth_time"] == first["auth_time"])
                #expect((first["sid"]?.text?.isEmpty == false) == (era == .modern))
                #expect(second["sid"] == first["sid"])
                #expect(second["iat"] != first["iat"])
            }
        }
    }

    @Test("survive an export")
    func exported() async throws {
        let (seed, tokens) = try await TestTenant.with(era: .modern) { _, browser in
            let code = try await browser.code(
                for: .conformant,
                scope: "openid offline_access",
                with: ["max_age": "1000"]
            )
            let tokens = try await browser.redeem(code, by: .conformant).json
            return (try await browser.control("GET", "/export").text, tokens)
        }
        let first = try #require(tokens["id_token"]?.text).claims
        let again = try await Turnstile.emulators.pass {
            try await withUnderstudy(.text(seed, name: "export.yaml"), entropy: "test") { _, browser in
                try await refresh(try #require(tokens["refresh_token"]?.text), browser)
            }
        }
        #expect(again["auth_time"] == first["auth_time"] && first["auth_time"] != nil)
        #expect(again["sid"] == first["sid"] && first["sid"] != nil)
    }

    @Test("name the session alike in every token of it, and another session otherwise")
    func session() async throws {
        try await TestTenant.with(era: .modern) { _, browser in
            var names: [JSONValue?] = []
            for prompt in ["login", "none", "login"] {
                let answer =
                    prompt == "login"
                    ? try await browser.logIn(.conformant, "id_token", with: ["nonce": "n", "prompt": prompt])
                    : try await browser.authorize(.conformant, "id_token", with: ["nonce": "n", "prompt": prompt])
                let token = try #require(answer.location?.fragment("id_token"))
                names.append(token.claims["sid"])
                let cookie = browser.cookies["understudy-session-tenant.localhost"]?.value ?? ""
                #expect(token.claims["sid"] != .string(cookie), "the cookie is a secret")
            }
            #expect(names[0] == names[1] && names[1] != names[2] && names[0] != nil)
        }
    }

    @Test(
        "of a user that readers would round are refused, naming the claim",
        arguments: ["9007199254740993", "1e300"]
    )
    func unsafeNumbers(_ number: String) async throws {
        let edit: (String) -> String = {
            $0.replacing("{ language: en }", with: "{ language: en, badge: \(number) }")
        }
        try await TestTenant.with(era: .legacy, edit: edit) { _, browser in
            let answer = try await browser.resourceOwner(scope: "openid user_metadata")
            #expect(
                answer.refusal
                    == "500 server_error: The claim user_metadata.badge is a number beyond 2^53, which readers of a "
                    + "token round: write it as a string"
            )
            #expect(try await browser.resourceOwner(scope: "openid email").status == 200)
            let redirected = try await browser.logIn(.legacy, "token", scope: "openid user_metadata")
            #expect(redirected.redirectedRefusal.hasPrefix("server_error: The claim user_metadata.badge "))
        }
    }

    @Test(
        "of a rule that readers would round, or that are no numbers, are refused",
        arguments: [
            ("9007199254740994", "is a number beyond 2^53"), ("-1e20", "is a number beyond 2^53"),
            ("NaN", "not finite"), ("[1, { a: 1 / 0 }]", "not finite"), ("9007199254740992", nil), ("0.5", nil),
        ] as [(String, String?)]
    )
    func ofRules(_ value: String, _ refusal: String?) async throws {
        let rule = SeededRule.passing("claim", "context.idToken['https://app.example/n'] = \(value);")
        try await RuleTenant.with(rule) { _, browser in
            let answer = try await browser.resourceOwner()
            #expect(answer.status == (refusal == nil ? 200 : 500))
            if let refusal { #expect(answer.json["error_description"]?.text?.contains(refusal) == true) }
        }
    }
}
