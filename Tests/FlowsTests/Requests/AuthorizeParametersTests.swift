import Flows
import TenantModel
import Testing
import World

/// RFC 6749 §4.1.2.1.
@Suite("The parameters of /authorize")
struct AuthorizeParametersTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var changes: JSONObject
        var duplicates: Set<String> = []
        let told: String

        init(_ name: String, _ changes: JSONObject, duplicates: Set<String> = [], _ told: String) {
            (testDescription, self.changes, self.duplicates, self.told) = (name, changes, duplicates, told)
        }
    }

    private static let legacy = "LegacyExampleOnly000000000000000"
    private static let good: JSONObject = [
        "client_id": .string(legacy), "response_type": "code", "redirect_uri": "https://app.example/cb", "state": "s",
    ]

    private func validated(_ changes: JSONObject, duplicates: Set<String> = []) throws -> AuthorizationRequest {
        let parameters = Parameters(Self.good.merging(changes), duplicates: duplicates)
        return try AuthorizeParameters(parameters, in: TestDirectory.of()).validated()
    }

    static let refusals = [
        Row("no client", ["client_id": nil], "shown invalid_request"),
        Row("an unknown client", ["client_id": "nobody"], "shown invalid_request"),
        Row("a client that is no text", ["client_id": 1], "shown invalid_request"),
        Row("a client twice", [:], duplicates: ["client_id"], "shown invalid_request"),
        Row("a foreign redirect URI", ["redirect_uri": "https://evil.example/"], "shown unauthorized_client"),
        Row("no response type", ["response_type": ""], "shown invalid_request"),
        Row("an unknown response type", ["response_type": "code saml"], "shown unsupported_response_type"),
        Row("an unknown response mode", ["response_mode": "x"], "shown unsupported_response_mode"),
        Row(
            "a token in the query",
            ["response_type": "token", "response_mode": "query"],
            "shown unsupported_response_mode"
        ),
        Row("a state twice", [:], duplicates: ["state"], "shown invalid_request"),
        Row(
            "a foreign redirect URI before a missing response type",
            ["redirect_uri": "x:y", "response_type": nil],
            "shown unauthorized_client"
        ),
        Row("a nonce twice", [:], duplicates: ["nonce"], "redirected invalid_request"),
        Row("a scope that is no text", ["scope": ["openid"]], "redirected invalid_request"),
        Row("none with login", ["prompt": "login none"], "redirected invalid_request"),
        Row("none twice", ["prompt": "none none"], "redirected invalid_request"),
        Row("a negative age", ["max_age": "-1"], "redirected invalid_request"),
        Row("an age beyond every number", ["max_age": "99999999999999999999"], "redirected invalid_request"),
        Row("an unknown connection", ["connection": "x"], "redirected invalid_request"),
        Row("a passwordless connection", ["connection": "email"], "redirected invalid_request"),
        Row("an unknown audience", ["audience": "urn:x"], "redirected access_denied"),
        Row(
            "the Management API as audience",
            ["audience": "https://tenant.localhost/api/v2/"],
            "redirected invalid_request"
        ),
        Row("an organization", ["organization": "org_1"], "redirected invalid_request"),
        Row("an invitation", ["invitation": "i"], "redirected invalid_request"),
        Row("a key to bind the code to", ["dpop_jkt": "k"], "redirected invalid_request"),
        Row("a rich authorization request", ["authorization_details": "[]"], "redirected invalid_request"),
        Row("a login ticket", ["login_ticket": "t"], "redirected invalid_request"),
        Row("a session of an app", ["session_transfer_token": "t"], "redirected invalid_request"),
        Row("an account to link", ["access_token": "t"], "redirected invalid_request"),
        Row(
            "a second factor by acr_values",
            ["acr_values": "http://schemas.openid.net/pape/policies/2007/06/multi-factor"],
            "redirected invalid_request"
        ),
        Row("a login by another protocol", ["protocol": "samlp"], "redirected invalid_request"),
        Row("a request object", ["request": "a.b.c"], "redirected request_not_supported"),
        Row("a request by reference", ["request_uri": "urn:x"], "redirected request_uri_not_supported"),
        Row(
            "a pushed request alone",
            ["request_uri": "urn:x", "response_type": nil, "redirect_uri": nil],
            "shown request_uri_not_supported"
        ),
        Row(
            "a hint that is a token and not one of ours, where nobody may be asked",
            ["id_token_hint": "eyJhbGciOiJub25lIn0.e30.", "prompt": "none"],
            "redirected login_required"
        ),
        Row(
            "a challenge of 42",
            ["code_challenge": .string(String(repeating: "a", count: 42))],
            "redirected invalid_request"
        ),
        Row(
            "a challenge of 129",
            ["code_challenge": .string(String(repeating: "a", count: 129))],
            "redirected invalid_request"
        ),
        Row("a method without a challenge", ["code_challenge_method": "plain"], "redirected invalid_request"),
        Row(
            "a conformant client's id_token without nonce",
            [
                "client_id": "ConformantExampleOnly00000000000", "redirect_uri": "https://oidc.example/cb",
                "response_type": "token id_token",
            ],
            "redirected invalid_request"
        ),
        Row(
            "the userinfo audience without nonce",
            ["audience": "https://tenant.localhost/userinfo", "response_type": "id_token"],
            "redirected invalid_request"
        ),
        Row(
            "a grant the client has not",
            [
                "client_id": "CodeOnlyExampleOnly0000000000000", "redirect_uri": "https://code.example/cb",
                "response_type": "code token",
            ],
            "redirected unauthorized_client"
        ),
    ]

    @Test(
        "are refused, on a page until client and redirect URI are proven, to the client from then on",
        arguments: refusals
    )
    func refused(_ row: Row) throws {
        do {
            _ = try validated(row.changes, duplicates: row.duplicates)
            Issue.record("was accepted")
        } catch AuthorizationRefusal.shown(let refusal) {
            #expect("shown \(refusal.code.rawValue)" == row.told)
        } catch AuthorizationRefusal.redirected(let refusal, let target) {
            #expect("redirected \(refusal.code.rawValue)" == row.told)
            #expect(target.state == "s")
        }
    }

    @Test(
        "say of what is not played that it is not emulated",
        arguments: ["organization", "invitation", "dpop_jkt", "login_ticket", "authorization_details"]
    )
    func unplayed(_ name: String) throws {
        do {
            _ = try validated([name: "x"])
            Issue.record("was accepted")
        } catch AuthorizationRefusal.redirected(let refusal, _) {
            #expect(refusal.description.contains("(\(name))"))
            #expect(refusal.description.hasSuffix("is part of the real tenant, but is not emulated here."))
            #expect(refusal.isNotEmulated)
        }
    }

    @Test(
        "may hint at how a page looks, and ask for what need not be given",
        arguments: [
            "ui_locales", "claims_locales", "display", "screen_hint", "acr_values", "claims", "registration",
            "resource", "id_token_hint", "approval_prompt",
        ]
    )
    func harmless(_ name: String) throws {
        #expect(try validated([name: "x"]).hintedUser == nil)
        #expect(try validated([name: "x", "prompt": "none"]).hintedUser == nil)
    }

    @Test("make a request with nothing left to interpret")
    func complete() throws {
        let request = try validated([
            "scope": "openid  email openid", "nonce": "n", "prompt": "login consent", "max_age": "0", "device": "phone",
            "login_hint": "ada", "sso": "false", "connection": "facebook", "password": "secret",
            "client_secret": "secret",
        ])
        #expect(request.pipeline == .legacy)
        #expect(request.target == RedirectTarget(redirectURI: "https://app.example/cb", mode: .query, state: "s"))
        #expect(request.sentRedirectURI == "https://app.example/cb")
        #expect(request.scope.words == ["openid", "email"])
        #expect(request.prompt == [.login, .consent])
        #expect(request.maxAgeSeconds == 0)
        #expect(!request.keepsSession)
        #expect(request.parameters["password"] == nil && request.parameters["client_secret"] == nil)
    }

    @Test(
        "choose the pipeline",
        arguments: [
            ("a legacy client", [:], Pipeline.legacy),
            ("the userinfo audience", ["audience": "https://tenant.localhost/userinfo"], .conformant),
            ("an empty audience", ["audience": ""], .legacy),
            (
                "a conformant client",
                ["client_id": "ConformantExampleOnly00000000000", "redirect_uri": "https://oidc.example/cb"],
                .conformant
            ),
        ] as [(String, JSONObject, Pipeline)]
    )
    func pipeline(_ name: String, _ changes: JSONObject, _ pipeline: Pipeline) throws {
        #expect(try validated(changes).pipeline == pipeline)
    }

    @Test(
        "choose where the answer travels",
        arguments: [
            ("code", nil, ResponseMode.query), ("token", nil, .fragment), ("id_token", nil, .fragment),
            ("code token", nil, .fragment), ("code", "fragment", .fragment), ("token", "form_post", .formPost),
            ("token", "web_message", .webMessage),
        ] as [(String, String?, ResponseMode)]
    )
    func mode(_ type: String, _ mode: String?, _ expected: ResponseMode) throws {
        let request = try validated([
            "response_type": .string(type), "response_mode": mode.map(JSONValue.string) ?? .null,
        ])
        #expect(request.target.mode == expected)
    }

    @Test("without a redirect URI go to the first callback, and the exchange need not name one")
    func firstCallback() throws {
        let request = try validated(["redirect_uri": nil])
        #expect(request.target.redirectURI == "https://app.example/cb")
        #expect(request.sentRedirectURI == nil)
    }

    @Test("take prompt words they do not know for nothing")
    func unknownPrompt() throws {
        #expect(try validated(["prompt": "create"]).prompt == [])
    }

    @Test("read a challenge as plain where no method is named")
    func challenge() throws {
        let value = String(repeating: "a", count: 43)
        #expect(
            try validated(["code_challenge": .string(value)]).codeChallenge
                == CodeChallenge(method: .plain, value: value)
        )
        let hashed = try validated(["code_challenge": .string(value), "code_challenge_method": "S256"])
        #expect(hashed.codeChallenge == CodeChallenge(method: .s256, value: value))
    }
}
