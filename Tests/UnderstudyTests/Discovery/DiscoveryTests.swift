import TenantModel
import Testing
import Understudy
import Tokens
import UnderstudyTesting

@Suite("Discovery", .tags(.endToEnd))
struct DiscoveryTests {
    @Test("publishes metadata, keys and certificate", .tags(.golden))
    func journey() async throws {
        try await TestTenant.with { _, browser in
            for path in ["/.well-known/openid-configuration", "/.well-known/jwks.json", "/pem", "/rawpem"] {
                #expect(try await browser.get(browser.at(path)).status == 200)
            }
            try browser.transcript.matchesGolden("Discovery/documents.http")
        }
    }

    @Test(
        "R27: names the issuer, and absolute https endpoints, whatever host was asked",
        arguments: ["tenant.localhost", "localhost", "127.0.0.1"]
    )
    func issuer(_ host: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(
                browser.at("/.well-known/openid-configuration"),
                fields: ["Host": host, "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"]
            )
            #expect(answer.json["issuer"] == .string(TestTenant.issuer), "proxies are not believed")
            for member in answer.json.members where member.name.hasSuffix("_endpoint") || member.name == "jwks_uri" {
                #expect(member.value.text?.hasPrefix("https://tenant.localhost/") == true)
            }
        }
    }

    @Test("R2: an issuer has the port where it is not 443")
    func port() async throws {
        try await withUnderstudy { emulator, browser in
            let port = emulator.https.split(separator: ":").last ?? ""
            let answer = try await browser.get("/.well-known/openid-configuration")
            #expect(answer.json["issuer"] == .string("https://localhost:\(port)/"))
            #expect(emulator.tenants.first?.issuer == "https://localhost:\(port)/")
        }
    }

    @Test("TF-32, R19: keys are public, complete, and the same bytes at each reading")
    func keys() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at("/.well-known/jwks.json"))
            let keys = try #require(answer.json["keys"]?.elements).compactMap(\.object)
            #expect(keys.count == 1)
            for key in keys {
                #expect(Set(key.names) == ["alg", "kty", "use", "x5c", "n", "e", "kid", "x5t"])
                #expect(key["use"] == "sig" && key["alg"] == "RS256" && key["kty"] == "RSA")
                #expect(try #require(Base64URL.decodeLenient(key["n"]?.text ?? "")).count >= 256)
            }
            #expect(try await browser.get(browser.at("/.well-known/jwks.json")).body == answer.body)
            let token = try await browser.mint(["client": "Asymmetric", "user": "ada@example.com"])
            #expect(token.tokenHeader["kid"] == keys[0]["kid"])
        }
    }

    @Test("16 first readers get the same keys")
    func race() async throws {
        try await TestTenant.with { _, browser in
            let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<16 {
                    group.addTask { try await browser.get(browser.at("/.well-known/jwks.json")).body }
                }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(bodies.count == 1)
        }
    }

    @Test(
        "LS-11, R13: may be read by any page, without credentials",
        arguments: ["/.well-known/openid-configuration", "/.well-known/jwks.json"]
    )
    func crossOrigin(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            for origin in ["https://anybody.example", "null", "file://"] {
                let answer = try await browser.get(browser.at(path), fields: ["Origin": origin])
                #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
                #expect(answer.fields["Access-Control-Allow-Credentials"] == nil)
            }
        }
    }

    @Test(
        "R6: may be asked with a trailing slash, a body's content type and a bare key",
        arguments: ["/.well-known/jwks.json/", "/.well-known/jwks.json?t1700000000000", "/userinfo/"]
    )
    func tolerance(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            let answer = try await browser.get(
                browser.at(path),
                fields: ["Content-Type": "application/json", "Authorization": "Bearer \(token)"]
            )
            #expect(answer.status == 200)
        }
    }
}
