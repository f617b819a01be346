import TenantModel
import Testing
import Tokens
import UnderstudyTesting

/// Forged tokens at the two endpoints that read tokens: `/tokeninfo` and `/userinfo`.
@Suite("A forged token")
struct ForgedTokenTests {
    enum Defect: String, CaseIterable, CustomTestStringConvertible {
        case expired, notYetValid = "not_yet_valid", noExpiry = "no_exp", badSignature = "bad_signature"
        case algorithmNone = "alg_none", algorithmConfusion = "alg_confusion", unknownKeyID = "unknown_kid"
        case wrongIssuer = "wrong_issuer", wrongAudience = "wrong_audience", textualExpiry = "exp_as_text"
        case duplicateSubject = "duplicate_sub"

        var testDescription: String { rawValue }
    }

    @Test("of every named defect is refused", arguments: Defect.allCases, [TestClient.legacy, .asymmetric])
    func defects(_ defect: Defect, _ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            // HS256 has no key to be confused with, and no key id.
            if client == .legacy, defect == .algorithmConfusion || defect == .unknownKeyID { return }
            let token = try await browser.mint([
                "kind": "id", "client": .string(client.rawValue), "user": "ada@example.com",
                "defect": .string(defect.rawValue),
            ])
            let info = try await browser.expectNoChange { try await browser.tokenInfo(token) }
            #expect(info.status == (defect == .wrongIssuer ? 400 : 401))
            #expect(info.json["user_id"] == nil)
            let bearer = try await browser.userInfo(token)
            #expect(bearer.status == 401)
            #expect(bearer.text == "Unauthorized")
        }
    }

    @Test("is missing from what the same order without a defect gives", arguments: [TestClient.legacy, .asymmetric])
    func genuine(_ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint([
                "kind": "id", "client": .string(client.rawValue), "user": "ada@example.com",
            ])
            #expect(try await browser.tokenInfo(token).status == 200)
            #expect(try await browser.userInfo(token).status == 401, "an id_token is no access token")
        }
    }

    private static func header(_ algorithm: JSONValue?, _ more: JSONObject = [:]) -> JSONObject {
        var header: JSONObject = ["typ": "JWT"]
        header["alg"] = algorithm
        header["kid"] = "x"
        return header.merging(more)
    }

    static let headers: [(String, JSONObject, Bool)] = [
        ("None", header("None"), false), ("NONE", header("NONE"), false),
        ("nOnE", header("nOnE"), false), ("none", header("none"), false),
        ("none, signature kept", header("none"), true), ("HS384", header("HS384"), true),
        ("RS256", header("RS256"), true), ("ES256", header("ES256"), true),
        ("hs256", header("hs256"), true), ("no alg", header(nil), true),
        ("alg a number", header(256), true),
        ("b64", header("HS256", ["b64": false, "crit": ["b64"]]), true),
        ("crit", header("HS256", ["crit": ["exp"]]), true),
        ("kid a number", header("HS256", ["kid": 1]), true),
        ("kid a list", header("HS256", ["kid": []]), true),
        ("at+jwt", header("HS256", ["typ": "at+jwt"]), true),
        ("another typ", header("HS256", ["typ": "logout+jwt"]), true),
    ]

    @Test("with a header that says something else is refused", arguments: headers)
    func header(_ name: String, _ header: JSONObject, _ isSigned: Bool) async throws {
        try await TestTenant.with { _, browser in
            let key = try HMACKey(bytes: try #require(Base64URL.decodeLenient(TestClient.legacy.secret)))
            let claims = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims
            let token = ForgedToken(header: header, claims: claims, signature: isSigned ? .by(.hs256(key)) : .empty)
                .text
            #expect(try await browser.tokenInfo(token).status == 401)
            #expect(try await browser.userInfo(token).status == 401)
        }
    }

    static let claimRows: [(String, JSONObject, Int)] = [
        ("as it should be", [:], 200), ("exp 1e308", ["exp": .number(1e308)], 200),
        ("exp below zero", ["exp": -1], 401), ("exp null", ["exp": nil], 401),
        ("nbf now", ["nbf": .integer(TestTenant.noon)], 200),
        ("nbf a second later", ["nbf": .integer(TestTenant.noon + 1)], 401),
        ("nbf text", ["nbf": "0"], 401),
        ("aud a list with us", ["aud": [.string(TestClient.legacy.id), "x"]], 200),
        ("aud a list without us", ["aud": ["x"]], 401), ("aud empty", ["aud": []], 401),
        ("aud nested", ["aud": [[.string(TestClient.legacy.id)]]], 401), ("aud null", ["aud": nil], 401),
        ("iss without the slash", ["iss": "https://tenant.localhost"], 400),
        ("iss in other case", ["iss": "https://Tenant.localhost/"], 400),
        ("iss http", ["iss": "http://tenant.localhost/"], 400), ("sub a number", ["sub": 1], 401),
        ("sub of nobody", ["sub": "auth0|nobody"], 401),
    ]

    @Test("with claims of its own, signed with the right secret, is judged by them", arguments: claimRows)
    func claims(_ name: String, _ changes: JSONObject, _ status: Int) async throws {
        try await TestTenant.with { _, browser in
            let key = try HMACKey(bytes: try #require(Base64URL.decodeLenient(TestClient.legacy.secret)))
            let claims = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims.merging(changes)
            let answer = try await browser.tokenInfo(JWTSigner(key).mint(claims))
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test(
        "written in any other way is refused, quickly",
        arguments: [
            "TOKEN=", "TOKEN.", "TOKEN.x", " TOKEN", "TOKEN ", "TOKEN\n", "a.b", "a.b.c", "a", "..", "A.TOKEN",
            ".".times(60_000), "{\"payload\":\"TOKEN\"}", "x".times(70_000),
        ]
    )
    func spelling(_ template: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try await browser.mint(["client": "Legacy", "user": "ada@example.com"])
            let answer = try await browser.tokenInfo(template.replacing("TOKEN", with: token))
            #expect(answer.status == 401)
        }
    }

    @Test(
        "an opaque token that is not quite one is refused",
        arguments: ["XTOKEN", "TOKENX", "TOKE", "flip", "case"]
    )
    func opaque(_ change: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            let forged =
                switch change {
                case "flip": (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
                case "case": token == token.lowercased() ? token.uppercased() : token.lowercased()
                case "TOKE": String(token.dropLast())
                default: change.replacing("TOKEN", with: token)
                }
            let answer = try await browser.userInfo(forged)
            #expect(answer.status == 401)
            #expect(
                answer.fields["WWW-Authenticate"]
                    == #"Bearer realm="Users", error="invalid_token", error_description="The access token is invalid""#
            )
        }
    }

    @Test("is unlike every issued one, whose times are whole numbers")
    func integers() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.control("PUT", "/clock", #"{"now":"2016-05-04T12:00:00.999Z"}"#)
            let token = try await browser.logIn(.conformant, "id_token", with: ["nonce": "n", "max_age": "9"])
                .location?.fragment("id_token")
            let claims = try #require(token).claims
            for name in ["iat", "exp", "auth_time"] { #expect(claims[name]?.integer != nil, "\(name)") }
            #expect(claims["iat"] == .integer(TestTenant.noon), "never later than the clock")
            #expect(claims["nbf"] == nil, "R24")
            #expect(claims["aud"] == .string(TestClient.conformant.id), "R18")
            #expect(claims["iss"] == .string(TestTenant.issuer), "R2")
        }
    }
}
