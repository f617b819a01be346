import TenantModel
import Testing
import Tokens
import Understudy
import UnderstudyTesting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Whoever is refused learns why from journal and log", .tags(.endToEnd))
struct RefusalReasonTests {
    private static let pkce = (
        verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )

    static let authorize: [RefusedCall] = [
        RefusedCall("an unknown client", "client_id \"nobody\" names no client", "Legacy (Legacy") {
            _ = try await $0.authorize(["client_id": "nobody", "response_type": "code"])
        },
        RefusedCall(
            "a foreign callback",
            "is not among the client's callbacks",
            "clients[..].callbacks",
            client: .legacy
        ) {
            let callback = "http://localhost:3000/cb"
            _ = try await $0.authorize([
                "client_id": TestClient.legacy.id, "response_type": "code", "redirect_uri": callback,
            ])
        },
        RefusedCall("a client without callbacks", "clients[..].callbacks of API", client: .api) {
            _ = try await $0.authorize(["client_id": TestClient.api.id, "response_type": "code"])
        },
        RefusedCall("an unknown response type", "none of code, token, id_token", client: .legacy) {
            _ = try await $0.authorize(.legacy, "magic")
        },
        RefusedCall("a mode that does not fit", "response_mode \"query\"", client: .legacy) {
            _ = try await $0.authorize(.legacy, "token", with: ["response_mode": "query"])
        },
        RefusedCall("an unknown API", "audience \"https://api.example/\"", "resourceServers", client: .legacy) {
            _ = try await $0.authorize(.legacy, with: ["audience": "https://api.example/"])
        },
        RefusedCall("a grant that the client lacks", "grant_types of Code Only lack implicit", client: .codeOnly) {
            _ = try await $0.authorize(.codeOnly, "token")
        },
        RefusedCall("an unknown connection", "connection \"nowhere\"", "Staff", client: .legacy) {
            _ = try await $0.authorize(.legacy, with: ["connection": "nowhere"])
        },
        RefusedCall("a connection of others", "enabled_clients of Archive", client: .legacy) {
            _ = try await $0.authorize(.legacy, with: ["connection": "Archive"])
        },
        RefusedCall("a missing nonce", "nonce", client: .spa) {
            _ = try await $0.authorize(.spa, "id_token")
        },
        RefusedCall("a silent login without a session", "no session cookie", client: .legacy) {
            _ = try await $0.authorize(.legacy, with: ["prompt": "none"])
        },
        RefusedCall("a silent login of a client without single sign-on", "write sso: true", client: .rawSecret) {
            _ = try await $0.logIn(.legacy)
            _ = try await $0.authorize(.rawSecret, with: ["prompt": "none"])
        },
        RefusedCall("a session that is too old", "max_age is 10", client: .legacy) {
            try await $0.advance(seconds: 11)
            _ = try await $0.authorize(.legacy, with: ["prompt": "none", "max_age": "10"])
        },
    ]

    @Test("at /authorize")
    func atAuthorize() async throws { try await walk(Self.authorize) }

    static let logins: [RefusedCall] = [
        RefusedCall(
            "a wrong password",
            "Wrong password for ada@example.com",
            client: .legacy,
            user: Person.adaID
        ) {
            let page = try await $0.open($0.authorize(.legacy))
            _ = try await $0.submit(page, password: "no")
        },
        RefusedCall("an unknown name", "is called \"nobody@example.com\"", client: .legacy) {
            let page = try await $0.open($0.authorize(.legacy))
            _ = try await $0.submit(page, name: "nobody@example.com")
        },
        RefusedCall("a login page without a login", "No login with this state is under way") {
            _ = try await $0.get($0.at("/login?state=nothing"))
        },
        RefusedCall("a form of another site", "_csrf", client: .legacy) {
            let page = try await $0.open($0.authorize(.legacy))
            let form = try #require(HTMLForm(in: page.text))
            _ = try await $0.post($0.at("/login"), form: ["state": form["state"] ?? "", "_csrf": "x"])
        },
        RefusedCall(
            "a wrong password by script",
            "Wrong password for ada@example.com",
            client: .legacy,
            user: Person.adaID
        ) {
            _ = try await $0.post(
                $0.at("/usernamepassword/login"),
                form: [
                    "client_id": TestClient.legacy.id, "redirect_uri": TestClient.legacy.callback,
                    "connection": Person.database, "username": Person.ada.name, "password": "no",
                ]
            )
        },
        RefusedCall("a login by script of a conformant client", "take oidc_conformant", client: .conformant) {
            _ = try await $0.post(
                $0.at("/usernamepassword/login"),
                form: [
                    "client_id": TestClient.conformant.id, "redirect_uri": TestClient.conformant.callback,
                    "connection": Person.database, "username": Person.ada.name, "password": "no",
                ]
            )
        },
        RefusedCall("a form that is no ticket", "wresult is refused: The token is no JWT") {
            _ = try await $0.post($0.at("/login/callback"), form: ["wa": "wsignin1.0", "wresult": "x"])
        },
        RefusedCall("a provider's page without a login", "No login with this state") {
            _ = try await $0.get($0.at("/_understudy/provider/facebook?state=nothing"))
        },
        RefusedCall("a person who says no", "pressed cancel", client: .legacy) {
            let page = try await $0.open($0.authorize(.legacy, with: ["connection": "facebook"]))
            let form = try #require(HTMLForm(in: page.text))
            let state = form["state"] ?? ""
            _ = try await $0.get($0.at("/login/callback?error=access_denied&state=\(state)"))
        },
        RefusedCall("a return from nowhere", "has sent a browser away with this state") {
            _ = try await $0.get($0.at("/continue?state=nothing"))
        },
        RefusedCall("a second factor of nobody", "No second factor is waited for") {
            _ = try await $0.get($0.at("/_understudy/multifactor?state=nothing"))
        },
        RefusedCall("a logout to a foreign address", "allowed_logout_urls of Legacy", client: .legacy) {
            _ = try await $0.get(
                $0.at("/v2/logout?client_id=\(TestClient.legacy.id)&returnTo=https%3A%2F%2Fevil.example")
            )
        },
        RefusedCall("a logout without a client", "tenant.allowed_logout_urls", "https://acme.example/bye") {
            _ = try await $0.get($0.at("/v2/logout?returnTo=https%3A%2F%2Fevil.example"))
        },
    ]

    @Test("on the login pages and at logout")
    func atLogin() async throws { try await walk(Self.logins) }

    static let tokens: [RefusedCall] = [
        RefusedCall("no grant type", "grant_type is missing", client: .legacy) {
            try await $0.token(["client_id": TestClient.legacy.id])
        },
        RefusedCall("an unknown code", "The code is unknown", client: .legacy) {
            try await $0.token(by: .legacy, ["grant_type": "authorization_code", "code": "nothing"])
        },
        RefusedCall("a code twice", "was redeemed before, at 2016-05-04T12:00", client: .legacy, user: Person.adaID) {
            let code = try await $0.freshCode(for: .legacy)
            _ = try await $0.redeem(code, by: .legacy)
            _ = try await $0.redeem(code, by: .legacy)
        },
        RefusedCall("a code of another client", "issued to Legacy, not to Raw Secret", client: .rawSecret) {
            let code = try await $0.freshCode(for: .legacy)
            _ = try await $0.redeem(code, by: .rawSecret)
        },
        RefusedCall(
            "another redirect URI",
            "at /authorize it was https://app.example/cb",
            client: .legacy,
            user: Person.adaID
        ) {
            let code = try await $0.freshCode(for: .legacy)
            _ = try await $0.redeem(code, by: .legacy, redirectURI: "https://app.example/other")
        },
        RefusedCall("a wrong verifier", "PKCE: code_verifier does not match", client: .legacy, user: Person.adaID) {
            let code = try await $0.freshCode(
                for: .legacy,
                with: ["code_challenge": Self.pkce.challenge, "code_challenge_method": "S256"]
            )
            _ = try await $0.redeem(code, by: .legacy, verifier: Self.pkce.challenge)
        },
        RefusedCall("no verifier", "code_verifier is missing", client: .legacy, user: Person.adaID) {
            let code = try await $0.freshCode(
                for: .legacy,
                with: ["code_challenge": Self.pkce.challenge, "code_challenge_method": "S256"]
            )
            _ = try await $0.redeem(code, by: .legacy)
        },
        RefusedCall(
            "a public client without PKCE",
            "Send code_challenge to /authorize",
            client: .spa,
            user: Person.adaID
        ) {
            let code = try await $0.freshCode(for: .spa)
            _ = try await $0.redeem(code, by: .spa)
        },
        RefusedCall("a code that is over", "The code expired at", client: .legacy, user: Person.adaID) {
            let code = try await $0.freshCode(for: .legacy)
            try await $0.advance(seconds: 601)
            _ = try await $0.redeem(code, by: .legacy)
        },
        RefusedCall("an unknown refresh token", "The refresh token is unknown", client: .legacy) {
            try await $0.token(by: .legacy, ["grant_type": "refresh_token", "refresh_token": "nothing"])
        },
        RefusedCall("a revoked refresh token", "has been revoked", client: .legacy, user: Person.adaID) {
            let order: JSONObject = ["kind": "refresh", "client": "Legacy", "user": .string(Person.adaID)]
            let token = try await $0.mint(order)
            let proof = FormCoding.encode([
                "client_id": TestClient.legacy.id, "client_secret": TestClient.legacy.secret,
            ])
            _ = try await $0.post($0.at("/oauth/revoke"), body: "\(proof)&\(FormCoding.encode(["token": token]))")
            try await $0.token(by: .legacy, ["grant_type": "refresh_token", "refresh_token": token])
        },
        RefusedCall("a refresh token of another client", "issued to Legacy, not to Raw Secret", client: .rawSecret) {
            let order: JSONObject = ["kind": "refresh", "client": "Legacy", "user": .string(Person.adaID)]
            try await $0.token(by: .rawSecret, ["grant_type": "refresh_token", "refresh_token": $0.mint(order)])
        },
        RefusedCall("more scope than granted", "was not granted", client: .legacy, user: Person.adaID) {
            let order: JSONObject = ["kind": "refresh", "client": "Legacy", "user": .string(Person.adaID)]
            try await $0.token(
                by: .legacy,
                ["grant_type": "refresh_token", "refresh_token": $0.mint(order), "scope": "openid profile"]
            )
        },
        RefusedCall("a grant that the client lacks", "lack refresh_token", client: .codeOnly) {
            try await $0.token(
                ["grant_type": "refresh_token", "refresh_token": "x"],
                fields: ["Authorization": "Basic \("\(TestClient.codeOnly.id):\(TestClient.codeOnly.secret)".base64)"]
            )
        },
        RefusedCall("a revocation without a token", "token", client: .legacy) {
            let proof = FormCoding.encode([
                "client_id": TestClient.legacy.id, "client_secret": TestClient.legacy.secret,
            ])
            _ = try await $0.post($0.at("/oauth/revoke"), body: proof)
        },
    ]

    @Test("at /oauth/token and /oauth/revoke")
    func atToken() async throws { try await walk(Self.tokens) }

    static let bearers: [RefusedCall] = [
        RefusedCall("no token", "Authorization: Bearer ACCESS_TOKEN") { _ = try await $0.get($0.at("/userinfo")) },
        RefusedCall("an unknown token", "The access token is unknown") { _ = try await $0.userInfo("nothing") },
        RefusedCall("an expired token", "The access token expired at", client: .legacy, user: Person.adaID) {
            _ = try await $0.userInfo(
                $0.mint(["kind": "access", "client": "Legacy", "user": "ada@example.com", "defect": "expired"])
            )
        },
        RefusedCall("an id_token at /userinfo", "opaque access_token") {
            _ = try await $0.userInfo($0.mint(["client": "Legacy", "user": "ada@example.com"]))
        },
        RefusedCall("an expired id_token", "The token expired at", client: .legacy) {
            _ = try await $0.tokenInfo($0.mint(["client": "Legacy", "user": "ada@example.com", "defect": "expired"]))
        },
        RefusedCall("a spoiled id_token", "signature does not fit", client: .legacy) {
            _ = try await $0.tokenInfo(
                $0.mint(["client": "Legacy", "user": "ada@example.com", "defect": "bad_signature"])
            )
        },
        RefusedCall("no bearer at the Management API", "Send Authorization: Bearer") {
            _ = try await $0.manage("/device-credentials", by: nil)
        },
        RefusedCall("no JWT at the Management API", "is not \"Bearer\" and a JWT") {
            _ = try await $0.manage("/device-credentials", by: "x")
        },
        RefusedCall(
            "a token without the scope",
            "none of the scopes read:device_credentials",
            "it has read:users",
            client: .allApplications
        ) {
            let token = try await $0.mint(["kind": "management", "client": "Legacy", "scope": "read:users"])
            _ = try await $0.manage("/device-credentials", by: token)
        },
        RefusedCall("an expired management token", "The token expired at", client: .allApplications) {
            let token = try await $0.mint([
                "kind": "management", "client": "Legacy", "scope": "read:logs", "defect": "expired",
            ])
            _ = try await $0.manage("/logs", by: token)
        },
        RefusedCall("an HS256 token of a stranger", "its aud is not") {
            let key = try HMACKey(bytes: Array("another-secret-of-somebody-else-entirely".utf8))
            _ = try await $0.manage("/logs", by: JWTSigner(key).mint(["aud": "stranger"]))
        },
        RefusedCall("an unknown resource", "is part of the real tenant") {
            let token = try await $0.mint(["kind": "management", "client": "Legacy", "scope": "read:users"])
            _ = try await $0.manage("/users", by: token)
        },
    ]

    @Test("at /userinfo, /tokeninfo and /api/v2")
    func atBearers() async throws { try await walk(Self.bearers) }

    static let elders: [RefusedCall] = [
        RefusedCall("an unknown client", "client_id \"nobody\" names no client") {
            _ = try await $0.post($0.at("/oauth/ro"), form: ["client_id": "nobody"])
        },
        RefusedCall("a wrong password", "Wrong password for ada@example.com", client: .legacy, user: Person.adaID) {
            _ = try await $0.resourceOwner(password: "no")
        },
        RefusedCall(
            "a blocked user",
            "blocked@example.com is blocked",
            "blocked: true",
            client: .legacy,
            user: Self.blocked
        ) {
            _ = try await $0.resourceOwner(name: Person.blocked.name, password: Person.blocked.password)
        },
        RefusedCall("a conformant client", "has oidc_conformant: true", client: .conformant) {
            _ = try await $0.resourceOwner(.conformant)
        },
        RefusedCall("a grant that the client lacks", "grant_types of Implicit Only lack", client: .implicitOnly) {
            _ = try await $0.resourceOwner(.implicitOnly)
        },
        RefusedCall("a provider's token of nobody", "No user of facebook has this access_token", client: .legacy) {
            _ = try await $0.post(
                $0.at("/oauth/access_token"),
                form: ["client_id": TestClient.legacy.id, "access_token": "x", "connection": "facebook"]
            )
        },
        RefusedCall("a delegation of a forged token", "signature does not fit", client: .legacy) {
            let token = try await $0.mint(["client": "Legacy", "user": "ada@example.com", "defect": "bad_signature"])
            _ = try await $0.delegate(Self.delegation(["id_token": token]))
        },
        RefusedCall(
            "a delegation of an expired token",
            "The token expired at",
            client: .legacy,
            user: Person.adaID
        ) {
            let token = try await $0.mint(["client": "Legacy", "user": "ada@example.com", "defect": "expired"])
            _ = try await $0.delegate(Self.delegation(["id_token": token]))
        },
        RefusedCall("a delegation to nobody", "target \"nobody\" names no client", client: .legacy) {
            _ = try await $0.delegate(Self.delegation(["id_token": "x", "target": "nobody"]))
        },
        RefusedCall("a delegation that the target does not allow", "allowed_clients of API", client: .rawSecret) {
            var call = Self.delegation(["id_token": "x", "target": TestClient.api.id])
            call["client_id"] = TestClient.rawSecret.id
            _ = try await $0.delegate(call)
        },
    ]

    private static let blocked = "auth0|0fefbfcfaec20f04155baeb3"

    private static func delegation(_ members: KeyValuePairs<String, String>) -> DelegationCall {
        var call = DelegationCall(members)
        call["client_id"] = TestClient.legacy.id
        return call
    }

    @Test("at the endpoints of the old pipeline")
    func atElders() async throws { try await walk(Self.elders) }

    static let doors: [RefusedCall] = [
        RefusedCall("an unknown path", "There is nothing at /nothing") { _ = try await $0.get($0.at("/nothing")) },
        RefusedCall("another method", "it has POST") { _ = try await $0.get($0.at("/oauth/token")) },
        RefusedCall("what is not played", "/dbconnections/signup is part of the real tenant") {
            _ = try await $0.post($0.at("/dbconnections/signup"), body: "")
        },
        RefusedCall("a page of a foreign origin", "http://localhost:3000", "clients[..].web_origins") {
            _ = try await $0.get(
                $0.at("/userinfo"),
                fields: ["Origin": "http://localhost:3000", "Authorization": "Bearer \($0.legacyAccessToken())"]
            )
        },
        RefusedCall("a preflight of a foreign origin", "http://localhost:3000", "clients[..].web_origins") {
            _ = try await $0.send(
                .init(
                    "OPTIONS",
                    $0.url($0.at("/oauth/token")),
                    fields: ["Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"]
                )
            )
        },
        RefusedCall("a control call of a page", "may not drive the emulator") {
            _ = try await $0.control("POST", "/reset", fields: ["Origin": "https://evil.example"])
        },
        RefusedCall("a token for nobody", "No user has the e-mail address") {
            _ = try await $0.control("POST", "/tokens", #"{"client":"Legacy","user":"nobody"}"#)
        },
        RefusedCall("a body that is no JSON", "The body is not valid JSON") {
            _ = try await $0.post($0.at("/oauth/token"), body: "{", fields: ["Content-Type": "application/json"])
        },
    ]

    @Test("at the tenant's door")
    func atTheDoor() async throws { try await walk(Self.doors) }

    @Test("in a rule and in a hook, by its name")
    func rules() async throws {
        let rule = SeededRule("staff-only", "callback(new UnauthorizedError('Only for staff'));")
        try await walk(
            [
                RefusedCall("a rule", "The rule \"staff-only\"", "Only for staff", client: .legacy, user: Person.adaID)
                {
                    _ = try await $0.resourceOwner()
                },
                RefusedCall("a rule, by redirect", "The rule \"staff-only\"", client: .legacy, user: Person.adaID) {
                    _ = try await $0.logIn(.legacy)
                },
            ],
            seed: RuleTenant.seed([rule])
        )
        let hook = "{ name: no-entry, when: {}, set: { deny: Closed today } }"
        try await walk(
            [
                RefusedCall("a hook", "The hook \"no-entry\"", "Closed today", client: .legacy, user: Person.adaID) {
                    _ = try await $0.resourceOwner()
                }
            ],
            seed: RuleTenant.seed([], hooks: [hook])
        )
    }

    @Test("at /oauth/token, for a client that does not prove itself")
    func clientAuthentication() async throws {
        let exchange: KeyValuePairs = ["grant_type": "refresh_token", "refresh_token": "canary"]
        try await walk([
            RefusedCall("an unknown client", "client_id \"nobody\" names no client", "Legacy (Legacy") {
                try await $0.token(["client_id": "nobody", "client_secret": "canary", "grant_type": "refresh_token"])
            },
            RefusedCall("a wrong secret", "The secret is not the one of that client", client: .legacy) {
                let id = TestClient.legacy.id
                try await $0.token(["client_id": id, "client_secret": "canary", "grant_type": "refresh_token"])
            },
            RefusedCall("no secret", "has to send its secret", "app_type: spa", client: .legacy) {
                try await $0.token(["client_id": TestClient.legacy.id, "grant_type": "refresh_token"])
            },
            RefusedCall("two clients at once", "name different clients", client: .legacy) {
                let basic = "\(TestClient.legacy.id):\(TestClient.legacy.secret)".base64
                try await $0.token(
                    ["client_id": TestClient.rawSecret.id, "grant_type": "refresh_token"],
                    fields: ["Authorization": "Basic \(basic)"]
                )
            },
            RefusedCall("no client at all", "client_id") { try await $0.token(exchange) },
            RefusedCall("a grant that is not played", "not emulated", client: .legacy) {
                try await $0.token(["client_id": TestClient.legacy.id, "grant_type": "client_credentials"])
            },
        ])
    }

    @Test("at /delegation, for one call too many within a minute")
    func rateLimit() async throws {
        let text = try String(contentsOf: TestTenant.seedFile("delegation.yaml"), encoding: .utf8)
        let limited = text.replacing("  strict: false", with: "  rate_limits: { delegation: true }\n  strict: false")
        try #require(limited != text)
        let log = CapturedLog()
        try await LoggedServer.with(.text(limited, name: "delegation.yaml"), log) { browser in
            let token = try await browser.idToken()
            var call = DelegationCall(["id_token": token])
            call["target"] = DelegationTenant.id("AppB")
            for _ in 0..<11 { _ = try await browser.delegate(call) }
            let entry = try #require(try await browser.journal().last)
            #expect(entry["status"] == 429)
            #expect(entry["reason"]?.text?.contains("More than 10 calls of /delegation") == true)
            #expect(entry["client"] == .string(DelegationTenant.id("AppA")))
            #expect(entry["user"] == .string(Person.adaID))
            #expect(log.infoLines.filter { $0.contains("too_many_requests") }.count == 1)
        }
    }

    @Test("with which key to write, for a single-page app on the smallest seed of the README")
    func singlePageApp() async throws {
        let seed = """
            version: 1
            clients:
              - name: My App
                callbacks: ["http://localhost:3000/callback"]
            users:
              - { email: me@example.com, password: secret }
            """
        let log = CapturedLog()
        try await LoggedServer.with(.text(seed, name: "tenant.yaml"), log) { browser in
            let page = try await browser.get("/")
            let id = try #require(page.text.firstMatch(of: #/[A-Za-z0-9]{32}/#).map { String($0.output) })
            let asked = FormCoding.encode([
                "client_id": id, "response_type": "code", "scope": "openid profile email", "response_mode": "query",
                "state": "s", "nonce": "n", "code_challenge": Self.pkce.challenge, "code_challenge_method": "S256",
                "redirect_uri": "http://localhost:3000",
            ])
            _ = try await browser.get("/authorize?\(asked)")
            _ = try await browser.post(
                "/oauth/token",
                body: FormCoding.encode([
                    "client_id": id, "grant_type": "authorization_code", "code": "x",
                    "code_verifier": Self.pkce.verifier,
                    "redirect_uri": "http://localhost:3000",
                ])
            )
            let refused = log.infoLines.filter { $0.contains("refused ") }
            #expect(refused.count == 2)
            #expect(refused.first?.contains("Add http://localhost:3000") == true)
            #expect(refused.first?.contains("clients[..].callbacks") == true)
            #expect(refused.last?.contains("app_type: spa") == true)
            #expect(refused.allSatisfy { $0.contains("My App") })
        }
    }

    @Test("without user information, fragments and secrets of an address, and with no advice that cannot be followed")
    func addresses() async throws {
        try await walk([
            RefusedCall("a query with a code", "http://localhost:3999/?code=…&x=1 is not among", client: .legacy) {
                _ = try await $0.authorize([
                    "client_id": TestClient.legacy.id, "response_type": "code",
                    "redirect_uri": "http://localhost:3999/?code=canary&x=1",
                ])
            },
            RefusedCall(
                "user information",
                "http://…@localhost:3999/ has user information",
                "No seed can",
                client: .legacy
            ) {
                _ = try await $0.authorize([
                    "client_id": TestClient.legacy.id, "response_type": "code",
                    "redirect_uri": "http://u:canary@localhost:3999/",
                ])
            },
            RefusedCall("a fragment", "http://localhost:3999/cb#… has a fragment", "No seed can", client: .legacy) {
                _ = try await $0.authorize([
                    "client_id": TestClient.legacy.id, "response_type": "code",
                    "redirect_uri": "http://localhost:3999/cb#canary",
                ])
            },
            RefusedCall("a script", "runs or reads something", "No seed can", client: .legacy) {
                _ = try await $0.authorize([
                    "client_id": TestClient.legacy.id, "response_type": "code", "redirect_uri": "javascript:alert(1)",
                ])
            },
        ])
    }

    @Test("and nobody else: a form of a page without an origin, whose login succeeds, is not refused")
    func formWithoutOrigin() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            let page = try await browser.open(browser.authorize(.legacy))
            let form = try #require(HTMLForm(in: page.text))
            let answer = try await browser.post(
                browser.at("/login"),
                form: [
                    "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "username": Person.ada.name,
                    "password": Person.ada.password,
                ],
                fields: ["Origin": "null"]
            )
            #expect(answer.status == 303 || answer.status == 302)
            #expect(try await browser.journal().last?["reason"] == nil)
            #expect(log.infoLines.allSatisfy { !$0.contains("refused") })
        }
    }

    @Test("without the password where it was sent as the name")
    func exchangedFields() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            _ = try await browser.resourceOwner(name: Person.ada.password, password: Person.ada.name)
            let journal = try await browser.journal().map(\.serializedText)
            let bearer = try await browser.mint(["kind": "management", "client": "Legacy", "scope": "read:logs"])
            let tenantLog = try await browser.manage("/logs", by: bearer).text
            #expect(journal.last?.contains("is the password of a user") == true)
            for text in log.lines + journal + [tenantLog] { #expect(!text.contains(Person.ada.password)) }
        }
    }

    @Test("turned away at a host that no tenant has: by a line of the log alone")
    func foreignHost() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            let before = log.infoLines.count
            let answer = try await browser.send(
                .init("GET", browser.url(browser.at("/authorize?code=canary")), fields: ["Host": "evil.example"])
            )
            #expect(answer.status == 421)
            let lines = log.infoLines.dropFirst(before)
            #expect(lines.count == 1)
            #expect(lines.last?.contains("emulator.aliases") == true)
            #expect(lines.last?.contains("evil.example") == true)
            #expect(log.lines.allSatisfy { !$0.contains("canary") })
        }
    }

    @Test("never without words, and an answered request leaves no line")
    func everyRefusalHasWords() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            for call in Self.authorize + Self.logins + Self.tokens + Self.bearers + Self.elders + Self.doors {
                browser.cookies.removeAll()
                try await call.ask(browser)
            }
            let entries = try await browser.journal()
            let refused = entries.filter { ($0["status"]?.integer ?? 0) >= 400 || $0["error"] != nil }
            #expect(refused.count > 60)
            for entry in refused { #expect(entry["reason"]?.text?.isEmpty == false, "\(entry.serializedText)") }
            let told = entries.filter { $0["reason"] != nil }
            #expect(log.infoLines.filter { $0.contains("refused ") }.count == told.count)
        }
    }

    @Test("without a password, secret, code, token or verifier of anybody")
    func canaries() async throws {
        let log = CapturedLog()
        try await LoggedServer.with(nil, log) { browser in
            let secrets = [
                "password", "client_secret", "code", "code_verifier", "refresh_token", "id_token", "access_token",
                "mfa_code", "token", "assertion", "wresult", "_csrf",
            ]
            let canaries = secrets.map { FormCoding.encode([$0: "canary-\($0)"]) }.joined(separator: "&")
            let rest = FormCoding.encode([
                "client_id": TestClient.legacy.id, "redirect_uri": TestClient.legacy.callback,
                "username": "ada@example.com",
                "connection": Person.database,
            ])
            let posts = [
                "/oauth/token", "/oauth/revoke", "/oauth/ro", "/oauth/access_token", "/delegation", "/tokeninfo",
                "/login",
                "/usernamepassword/login", "/login/callback", "/userinfo", "/dbconnections/signup", "/nothing",
            ]
            for path in posts {
                for grant in [
                    "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer", "canary",
                ] {
                    let body = "\(canaries)&\(rest)&\(FormCoding.encode(["grant_type": grant]))"
                    _ = try await browser.post(browser.at(path), body: body)
                }
            }
            for path in ["/authorize", "/v2/logout", "/continue", "/tokeninfo", "/userinfo"] {
                _ = try await browser.get(browser.at("\(path)?\(canaries)&\(rest)&response_type=code&prompt=none"))
            }
            for header in ["Bearer canary.canary.canary", "Basic \("\(TestClient.legacy.id):canary".base64)", "canary"]
            {
                for path in ["/userinfo", "/api/v2/logs", "/oauth/token"] {
                    let fields: Fields = ["Authorization": header]
                    _ = try await browser.get(browser.at(path), fields: fields)
                    _ = try await browser.post(browser.at(path), body: "grant_type=refresh_token", fields: fields)
                }
            }
            let journal = try await browser.control("GET", "/journal").text
            #expect(journal.contains("reason"))
            #expect(!journal.contains("canary"))
            #expect(log.lines.allSatisfy { !$0.contains("canary") && !$0.contains(TestClient.legacy.secret) })
        }
    }

    private func walk(_ calls: [RefusedCall], seed: EmulatorConfiguration.Seed? = nil) async throws {
        let log = CapturedLog()
        try await LoggedServer.with(seed, log) { browser in
            for call in calls { try await call.check(browser, log) }
        }
    }
}

extension Browser {
    /// Of a browser that nobody has logged in with.
    fileprivate func freshCode(
        for client: TestClient,
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> String {
        cookies.removeAll()
        return try await code(for: client, with: more)
    }

    fileprivate func legacyAccessToken() async throws -> String {
        try await mint(["kind": "access", "client": "Legacy", "user": "ada@example.com"])
    }
}
