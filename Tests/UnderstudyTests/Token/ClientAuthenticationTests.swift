import TenantModel
import Testing
import UnderstudyTesting

@Suite("Client authentication at /oauth/token")
struct ClientAuthenticationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let client: TestClient
        var body = ""
        var basic: String?
        var refusal: String?

        init(_ name: String, _ client: TestClient, body: String = "", basic: String? = nil, refusal: String? = nil) {
            (testDescription, self.client, self.body, self.basic, self.refusal) = (name, client, body, basic, refusal)
        }
    }

    private static let legacy = "client_id=\(TestClient.legacy.id)"
    private static let codeOnly = "client_id=\(TestClient.codeOnly.id)"
    private static let unauthorized = "401 access_denied: Unauthorized"

    static let rows = [
        Row("a secret in the body", .legacy, body: "\(legacy)&client_secret=\(TestClient.legacy.secret)"),
        Row("Basic", .legacy, basic: "\(TestClient.legacy.id):\(TestClient.legacy.secret)"),
        Row(
            "Basic, escaped as forms are",
            .legacy,
            basic: "\(TestClient.legacy.id):\(TestClient.legacy.secret.escaped)"
        ),
        Row("Basic and client_id", .legacy, body: legacy, basic: "\(TestClient.legacy.id):\(TestClient.legacy.secret)"),
        Row("client_secret_basic", .codeOnly, basic: "\(TestClient.codeOnly.id):\(TestClient.codeOnly.secret)"),
        Row(
            "client_secret_basic, sent in the body",
            .codeOnly,
            body: "\(codeOnly)&client_secret=\(TestClient.codeOnly.secret)"
        ),
        Row("a wrong secret", .legacy, body: "\(legacy)&client_secret=wrong", refusal: unauthorized),
        Row("no secret", .legacy, body: legacy, refusal: unauthorized),
        Row("a wrong secret, by Basic", .legacy, basic: "\(TestClient.legacy.id):wrong", refusal: unauthorized),
        Row("an unknown client", .legacy, body: "client_id=nobody&client_secret=x", refusal: unauthorized),
        Row(
            "another client in the body",
            .legacy,
            body: codeOnly,
            basic: "\(TestClient.legacy.id):\(TestClient.legacy.secret)",
            refusal: unauthorized
        ),
        Row("nobody at all", .legacy, refusal: "400 invalid_request: Missing required parameter: client_id"),
        Row(
            "both ways at once",
            .legacy,
            body: "\(legacy)&client_secret=\(TestClient.legacy.secret)",
            basic: "\(TestClient.legacy.id):\(TestClient.legacy.secret)",
            refusal: "400 invalid_request: Only one way of client authentication is allowed in a request"
        ),
    ]

    @Test("takes what the client's settings allow", arguments: rows)
    func authentication(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(for: row.client)
            let grant = FormCoding.encode([
                "grant_type": "authorization_code", "code": code, "redirect_uri": row.client.callback,
            ])
            var fields = Fields()
            fields["Authorization"] = row.basic.map { "Basic \($0.base64)" }
            let digest = try await browser.digest()
            let body = row.body.isEmpty ? grant : "\(grant)&\(row.body)"
            let answer = try await browser.post(browser.at("/oauth/token"), body: body, fields: fields)
            guard let refusal = row.refusal else {
                #expect(answer.status == 200, "\(answer.refusal)")
                return
            }
            #expect(answer.refusal == refusal)
            // RFC 6749 §5.2: a client that tried Basic is told the scheme; a browser that did not is not asked for a name.
            let isChallenged = answer.status == 401 && row.basic != nil
            #expect(answer.fields["WWW-Authenticate"]?.hasPrefix("Basic ") == (isChallenged ? true : nil))
            #expect(try await browser.digest() == digest, "the code is still good")
        }
    }

    @Test("says in the journal which form came and which was expected", arguments: TestTenant.Position.allCases)
    func journal(_ position: TestTenant.Position) async throws {
        try await TestTenant.with(position) { _, browser in
            let code = try await browser.code(for: .codeOnly)
            let answer = try await browser.redeem(code, by: .codeOnly)
            #expect(answer.refusal.hasPrefix(position == .tenant ? "200 " : "401 invalid_client: Unauthorized"))
            let entries = try await browser.control("GET", "/journal").json["entries"]?.elements
            let entry = try #require(entries?.last?.object)
            let notes = (entry["notes"]?.elements ?? []).compactMap(\.text).joined() + (entry["reason"]?.text ?? "")
            #expect(notes.contains("client_secret_post (client_secret in the body)"))
            #expect(notes.contains("token_endpoint_auth_method is client_secret_basic"))
            #expect(!notes.contains(TestClient.codeOnly.secret))
        }
    }

    @Test("at /oauth/revoke takes either form, too", arguments: [true, false])
    func revocation(_ isBasic: Bool) async throws {
        for position in TestTenant.Position.allCases {
            try await TestTenant.with(position) { _, browser in
                let client = TestClient.codeOnly
                let body = isBasic ? "token=x" : "token=x&client_id=\(client.id)&client_secret=\(client.secret)"
                let fields: Fields =
                    isBasic ? ["Authorization": "Basic \("\(client.id):\(client.secret)".base64)"] : [:]
                let answer = try await browser.post(browser.at("/oauth/revoke"), body: body, fields: fields)
                #expect(answer.status == (position == .strict && !isBasic ? 401 : 200))
            }
        }
    }

    @Test("in the standard's position is invalid_client (disagreement 2)")
    func strict() async throws {
        try await TestTenant.with(.strict) { _, browser in
            let answer = try await browser.post(
                browser.at("/oauth/token"),
                form: [
                    "grant_type": "authorization_code", "code": "x", "client_id": TestClient.legacy.id,
                    "client_secret": "x",
                ]
            )
            #expect(answer.refusal == "401 invalid_client: Unauthorized")
        }
    }

    @Test(
        "a malformed Basic header is no crash",
        arguments: ["Basic", "Basic %%%", "Basic bm9jb2xvbg==", "Basic /w==", "Basic a b"]
    )
    func malformed(_ header: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.expectNoChange {
                try await browser.post(
                    browser.at("/oauth/token"),
                    form: ["grant_type": "authorization_code", "code": "x"],
                    fields: ["Authorization": header]
                )
            }
            #expect(answer.status == 400)
        }
    }

    @Test("an old secret is refused at once, and its tokens no longer verify")
    func rotated() async throws {
        let old = try await TestTenant.with { _, browser in
            try #require(try await browser.resourceOwner().json["id_token"]?.text)
        }
        let seed = try TestTenant.seed {
            $0.replacing("example-only-secret-of-Legacy-", with: "another-only-secret-of-Legacy-")
        }
        try await withUnderstudy(seed, entropy: "test") { _, browser in
            #expect(try await browser.tokenInfo(old).status == 401)
            let code = try await browser.code(for: .legacy)
            #expect(try await browser.redeem(code, by: .legacy).refusal == Self.unauthorized)
        }
    }
}

extension String {
    /// Every byte as a form would escape it at most.
    fileprivate var escaped: String {
        utf8.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
