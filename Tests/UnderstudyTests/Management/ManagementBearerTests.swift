import TenantModel
import Testing
import Tokens
import UnderstudyTesting

@Suite("A bearer of the Management API", .tags(.endToEnd))
struct ManagementBearerTests {
    private static let path = "/device-credentials"

    static let headers: [(String?, String)] = [
        (nil, "401 Unauthorized -: Missing authentication"),
        ("Basic YTpi", "400 Bad Request Bearer: Bad HTTP authentication header format"),
        ("Bearer abc", "400 Bad Request Bearer: Bad HTTP authentication header format"),
        ("Bearer", "400 Bad Request Bearer: Bad HTTP authentication header format"),
        ("Bearer a.b.c", "401 Unauthorized -: Invalid token"), ("bearer a.b.c", "401 Unauthorized -: Invalid token"),
        ("Bearer a.b.c.d", "400 Bad Request Bearer: Bad HTTP authentication header format"),
    ]

    @Test("is refused in the documented order", arguments: headers)
    func header(_ header: String?, _ refusal: String) async throws {
        try await DelegationTenant.with { _, browser in
            let fields: Fields = header.map { ["Authorization": $0] } ?? [:]
            let answer = try await browser.get(browser.at("/api/v2\(Self.path)"), fields: fields)
            #expect(answer.managementRefusal == refusal)
            // RFC 6750 §3: whoever sent no token is told the scheme alone.
            let challenge = try #require(answer.fields["WWW-Authenticate"])
            #expect(challenge.hasPrefix("Bearer realm="))
            let error = header == nil ? nil : answer.status == 401 ? "invalid_token" : "invalid_request"
            #expect(challenge.contains("error=") == (error != nil))
            if let error { #expect(challenge.contains("error=\"\(error)\"")) }
            if answer.status == 401 { #expect(answer.json["attributes"]?.object?["error"] == answer.json["message"]) }
        }
    }

    private func claims(_ browser: Browser, _ changes: JSONObject) async throws -> JSONObject {
        try await browser.managementToken("read:device_credentials").claims.merging(changes)
    }

    private static let secret = "koRhQ6vmak36bgEYWKnkonqQEFAoSEixPQT2UoMFGHEVDRG3ycLACgAYset8Xu58"

    private static func withGlobalClient(_ text: String) -> String {
        "\(text)\nglobalClient: { client_id: NL63W52nT3J4WanTE0vSCnjm1V52DRLa, client_secret: \(secret) }\n"
    }

    static let selfSigned: [(String, JSONObject, Bool, Int)] = [
        ("for ever", ["exp": nil], true, 200), ("by the raw secret", [:], false, 200),
        ("iat as text", ["iat": "1446056652"], true, 200), ("expired", ["exp": .integer(TestTenant.noon)], true, 401),
        ("a second before exp", ["exp": .integer(TestTenant.noon + 1)], true, 200),
        ("with scope as text", ["scope": "read:device_credentials", "scopes": nil], true, 200),
        ("with another scope", ["scopes": ["users": ["actions": ["read"]]]], true, 403),
        ("without scopes", ["scopes": nil], true, 403), ("for nobody", ["aud": "nobody"], true, 401),
        ("of another issuer", ["iss": "https://evil.example/"], true, 401),
    ]

    @Test("signed by the tenant's owner is judged by what it says", arguments: selfSigned)
    func judged(_ name: String, _ changes: JSONObject, _ isDecoded: Bool, _ status: Int) async throws {
        try await DelegationTenant.with(edit: Self.withGlobalClient) { _, browser in
            let bytes = isDecoded ? Base64URL.decodeLenient(Self.secret) : Array(Self.secret.utf8)
            let key = try HMACKey(bytes: try #require(bytes))
            let token = JWTSigner(key).mint(
                JSONObject(
                    try await claims(browser, changes).members.map { ($0.name, $0.value) }
                        .filter { !$0.1.isNull }
                )
            )
            let answer = try await browser.manage(Self.path, by: token)
            #expect(answer.status == status, "\(answer.managementRefusal)")
            if name == "expired" {
                #expect(
                    answer.managementRefusal
                        == "401 Unauthorized -: Expired token received for JSON Web Token validation"
                )
            }
            if name == "for nobody" { #expect(answer.managementRefusal == "401 Unauthorized -: Client is not global.") }
            if status == 403 {
                let text =
                    "403 Forbidden insufficient_scope: Insufficient scope, expected any of: read:device_credentials"
                #expect(answer.managementRefusal == text)
            }
        }
    }

    @Test("of the old pipeline is counted where it was answered, not where it was refused")
    func counted() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:device_credentials")
            for (path, status) in [(Self.path, 200), ("/logs", 403), ("\(Self.path)?page=x", 400)] {
                #expect(try await browser.manage(path, by: token).status == status)
            }
            let uses = try await browser.control("GET", "/migration").json["uses"]?.elements?.compactMap(\.object)
            #expect(uses?.map { [$0["feature"], $0["answered"]] } == [["self_signed_management_token", 1]])
        }
    }

    @Test("from the control API is taken in every era, and so is what a login by its client would give")
    func modern() async throws {
        try await TestTenant.with(era: .modern) { _, browser in
            let order: JSONObject = ["kind": "management", "client": "Legacy", "scope": "read:logs"]
            let token = try await browser.mint(order)
            #expect(token.tokenHeader["alg"] == "RS256")
            #expect(token.claims["aud"] == "https://tenant.localhost/api/v2/")
            #expect(token.claims["sub"] == .string("\(TestClient.legacy.id)@clients"))
            #expect(token.claims["gty"] == "client-credentials")
            #expect(token.claims["exp"] == .integer(TestTenant.noon + 86_400))
            #expect(try await browser.manage("/logs", by: token).status == 200)
            let narrow = try await browser.manage(Self.path, by: token)
            #expect(narrow.status == 403)
            #expect(narrow.fields["WWW-Authenticate"]?.contains("error=\"insufficient_scope\"") == true)
            try await browser.advance(seconds: 86_400)
            #expect(try await browser.manage("/logs", by: token).status == 401)
        }
    }

    @Test("that is an id_token is taken in era modern where the tenant's flag says so", arguments: [false, true])
    func modernIDToken(_ isOn: Bool) async throws {
        let flag = "  flags: { enable_idtoken_api2: \(isOn) }\nclients:\n"
        try await TestTenant.with(era: .modern, edit: { $0.replacing("clients:\n", with: flag) }) { _, browser in
            let token = try await browser.mint(["client": "Conformant", "user": .string(Person.ada.name)])
            let answer = try await browser.manage("DELETE", "\(Self.path)/x", by: token)
            #expect(answer.status == (isOn ? 204 : 401))
        }
    }

    @Test("with a broken signature is refused")
    func signature() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "management", "client": "App A", "scope": "read:device_credentials", "defect": "bad_signature",
            ])
            let answer = try await browser.manage(Self.path, by: token)
            #expect(
                answer.managementRefusal
                    == "401 Unauthorized -: Invalid signature received for JSON Web Token validation"
            )
        }
    }

    @Test("that is an id_token reaches its own user's devices, unless the switch is off")
    func idToken() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            let all = try await browser.manage(Self.path, by: token)
            #expect(all.status == 403)
            let admin = try await browser.managementToken("read:device_credentials")
            let devices = try await browser.manage(Self.path, by: admin).list
            func device(named name: String) throws -> String {
                try #require(devices.first { $0["device_name"] == .string(name) }?["id"]?.text)
            }
            let other = try #require(devices.first { $0["user_id"] != .string(Person.adaID) }?["id"]?.text)
            // The second is her own, too, and of another client than the token's.
            for id in try [other, device(named: "Ada's phone")] {
                let refused = try await browser.manage("DELETE", "\(Self.path)/\(id)", by: token)
                #expect(
                    refused.managementRefusal
                        == "403 Forbidden insufficient_scope: User to be acted on does not match subject in bearer token."
                )
            }
            let own = try device(named: "browser")
            #expect(try await browser.manage("DELETE", "\(Self.path)/\(own)", by: token).status == 204)
        }
        let switched: (String) -> String = {
            $0.replacing("  strict: false", with: "  strict: false\n  legacy: { id_token_bearer: false }")
        }
        try await DelegationTenant.with(edit: switched) { _, browser in
            let answer = try await browser.manage("DELETE", "\(Self.path)/x", by: try await browser.idToken())
            #expect(answer.managementRefusal == "401 Unauthorized -: Invalid token")
        }
    }

    @Test(
        "that is a delegated token of one client, an expired id_token or a forged one is refused",
        arguments: ["expired", "bad_signature", "wrong_issuer", "alg_none"]
    )
    func forgedIDToken(_ defect: String) async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.mint([
                "client": "App B", "user": "ada@example.com", "defect": .string(defect),
            ])
            #expect(try await browser.manage("DELETE", "\(Self.path)/x", by: token).status == 401)
        }
    }
}
