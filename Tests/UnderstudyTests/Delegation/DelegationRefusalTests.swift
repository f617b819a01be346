import TenantModel
import Testing
import UnderstudyTesting

/// Every refusal of `/delegation`.
@Suite("A delegation", .tags(.endToEnd))
struct DelegationRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let refusal: String
        let change: @Sendable (inout DelegationCall) -> Void

        init(_ name: String, _ refusal: String, _ change: @escaping @Sendable (inout DelegationCall) -> Void) {
            self.name = name
            self.refusal = refusal
            self.change = change
        }

        var testDescription: String { name }
    }

    private static let audience = "jwt audience invalid. expected: \(DelegationTenant.id("AppA"))"
    private static let conformant = "400 invalid_request: OIDC conformant clients cannot use /delegation"
    private static let legacyGrant = "http://auth0.com/oauth/legacy/grant-type/delegation/id_token"

    static let rows = [
        Row("without client_id", "400 invalid_request: missing client_id parameter") { $0["client_id"] = nil },
        Row("with an empty client_id", "400 invalid_request: missing client_id parameter") { $0["client_id"] = "" },
        Row("without grant_type", "400 invalid_request: missing grant_type parameter") { $0["grant_type"] = nil },
        Row("of another grant_type", "501 unsupported_grant_type: Unsupported grant type: password") {
            $0["grant_type"] = "password"
        },
        Row("without a token", "400 invalid_request: missing id_token or refresh_token parameter") {
            $0["id_token"] = nil
        },
        Row("with both tokens", "400 invalid_request: only one of id_token and refresh_token is allowed") {
            $0["refresh_token"] = DelegationTenant.phone
        },
        Row("of an unknown client", "403 unauthorized_client: invalid client") { $0["client_id"] = "nobody" },
        Row("to an unknown target", "400 invalid_request: the target was not found") { $0["target"] = "nobody" },
        Row("to a target by its name", "400 invalid_request: the target was not found") { $0["target"] = "API C" },
        Row("for an add-on that the target lacks", "400 invalid_request: the target does not have the add-on aws") {
            $0["api_type"] = "aws"
        },
        Row(
            "for what nobody knows",
            "400 invalid_request: api_type must be one of app, aws, azure_blob, azure_sb, firebase, layer, "
                + "salesforce_api, salesforce_sandbox_api, sap_api, wams"
        ) { $0["api_type"] = "heroku" },
        Row("to a conformant client", conformant) {
            $0["target"] = DelegationTenant.id("Conformant")
            $0["api_type"] = "app"
        },
        Row("by a conformant client", conformant) { $0["client_id"] = DelegationTenant.id("Conformant") },
        Row(
            "by a client without the grant",
            "403 unauthorized_client: Grant type '\(legacyGrant)' not allowed for the client."
        ) { $0["client_id"] = DelegationTenant.id("LoginOnly") },
        Row("of what is no token", "400 invalid_grant: jwt malformed") { $0["id_token"] = "x.y.z" },
        Row("of an opaque token", "400 invalid_grant: jwt malformed") { $0["id_token"] = "0123456789abcdef" },
        Row(
            "by another client than the token's",
            "400 invalid_grant: jwt audience invalid. expected: \(DelegationTenant.id("AppB"))"
        ) { $0["client_id"] = DelegationTenant.id("AppB") },
    ]

    @Test("is refused", arguments: rows, TestTenant.Position.allCases)
    func refused(_ row: Row, _ position: TestTenant.Position) async throws {
        try await DelegationTenant.with(position) { _, browser in
            var call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            row.change(&call)
            let answer = try await browser.expectNoChange { try await browser.delegate(call) }
            // The standard knows no 501 for a grant.
            let expected = position == .strict ? row.refusal.replacing("501", with: "400") : row.refusal
            #expect(answer.refusal == expected)
            #expect(answer.json["id_token"] == nil)
            #expect(answer.fields["Cache-Control"]?.contains("no-store") == true, "G0-6")
        }
    }

    static let refreshTokens: [(String, String, String)] = [
        ("AppA", DelegationTenant.phone, "403 invalid_grant: Unknown or invalid refresh token."),
        ("Mobile", "nobody's", "403 invalid_grant: Unknown or invalid refresh token."),
        ("Mobile", "example-refresh-token-of-a-blocked-user", "401 unauthorized: user is blocked"),
        (
            "LoginOnly", DelegationTenant.phone,
            "403 unauthorized_client: Grant type 'http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token' "
                + "not allowed for the client."
        ),
    ]

    @Test("of a refresh token is refused", arguments: refreshTokens)
    func refreshToken(_ client: String, _ token: String, _ refusal: String) async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(by: client, ["refresh_token": token, "target": DelegationTenant.id("OpenApi")])
            let answer = try await browser.expectNoChange { try await browser.delegate(call) }
            #expect(answer.refusal == refusal)
        }
    }

    @Test("of a blocked user's id_token is refused, and of one who is gone")
    func people() async throws {
        try await DelegationTenant.with { _, browser in
            let order: JSONObject = ["kind": "id", "client": "App A", "user": "blocked@example.com"]
            let blocked = DelegationCall(["id_token": try await browser.mint(order)]).to("ApiC")
            #expect(try await browser.delegate(blocked).refusal == "401 unauthorized: user is blocked")
        }
    }

    @Test("that names a parameter twice is refused, a free one too", arguments: ["scope=a&scope=b", "role=a&role=b"])
    func twice(_ pair: String) async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            let answer = try await browser.post(browser.at("/delegation"), body: "\(call.form)&\(pair)")
            #expect(answer.refusal == "400 invalid_request: Duplicate parameter: \(pair.prefix { $0 != "=" })")
        }
    }

    @Test("with a parameter of an add-on that is no text is refused", arguments: ["role", "principal"])
    func addonParameter(_ name: String) async throws {
        try await DelegationTenant.with { _, browser in
            let members = DelegationCall(["id_token": try await browser.idToken()]).to("Amazon").members
            var object = JSONObject(members.map { ($0.0, .string($0.1)) })
            object[name] = ["a"]
            let answer = try await browser.post(browser.at("/delegation"), json: object.serializedText)
            #expect(answer.refusal == "400 invalid_request: \(name) parameter must be a string")
        }
    }

    @Test("with more than 32 KiB of parameters is refused, like a login by API and a refresh")
    func size() async throws {
        try await DelegationTenant.with { _, browser in
            let long = "x".times(32 * 1024)
            var call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            call["flavour"] = long
            let answers = [
                try await browser.delegate(call), try await browser.logIn(scope: long),
                try await browser.refresh(DelegationTenant.phone, with: ["flavour": long]),
            ]
            for answer in answers {
                #expect(answer.refusal == "400 invalid_request: The parameters of this call may have 32 KiB together")
            }
        }
    }

    @Test("to a list that is empty, and to itself, is open to every client")
    func lists() async throws {
        try await DelegationTenant.with { _, browser in
            for target in ["OpenApi", "AppX"] {
                let call = DelegationCall(by: "AppX", ["id_token": try await browser.idToken(of: "AppX")]).to(target)
                #expect(try await browser.delegate(call).status == 200)
            }
        }
    }

    @Test("by the tenant's own client is refused, and so is one to it")
    func globalClient() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.mint(["kind": "management", "client": "App A"])
            let global = try #require(token.claims["aud"]?.text)
            var call = DelegationCall(["id_token": token])
            call["client_id"] = global
            #expect(try await browser.delegate(call).refusal == "403 unauthorized_client: invalid client")
            var other = DelegationCall(["id_token": try await browser.idToken()])
            other["target"] = global
            #expect(try await browser.delegate(other).refusal == "400 invalid_request: the target was not found")
        }
    }

    @Test("by JSONP says inside what the status would have been, and the refusal flat", arguments: [true, false])
    func script(_ isGood: Bool) async throws {
        try await DelegationTenant.with { _, browser in
            var call = DelegationCall(["id_token": try await browser.idToken(), "cbx": "__auth0jp0"]).to("ApiC")
            if !isGood { call["target"] = "nobody" }
            let answer = try await browser.get(browser.at("/delegation?\(call.form)"))
            #expect(answer.status == 200)
            let opening = "/**/ typeof __auth0jp0 === 'function' && __auth0jp0("
            try #require(answer.text.hasPrefix(opening))
            let body = String(answer.text.dropFirst(opening.count).dropLast(2))
            let object = try #require(try JSONValue(parsing: body).object)
            let names = isGood ? ["token_type", "expires_in", "id_token"] : ["status", "error", "error_description"]
            #expect(object.names == names)
            if !isGood { #expect(object["status"] == 400) }
        }
    }
}
