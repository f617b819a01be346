import Flows
import TenantModel
import Testing
import World

/// RFC 6749 §2.3.1.
@Suite("Client authentication")
struct ClientAuthenticationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let method: TokenEndpointAuthMethod?
        var appType = "regular_web"
        var body: String?
        var basic: String?
        let isProven: Bool
        /// Under `strict: true`; nil: the same.
        var strictly: Bool?

        var testDescription: String {
            "\(method?.rawValue ?? "unset"), \(appType): body \(body ?? "none"), Basic \(basic ?? "none")"
        }
    }

    static let rows = [
        Row(method: nil, body: "right", isProven: true), Row(method: nil, basic: "right", isProven: true),
        Row(method: nil, body: "wrong", isProven: false), Row(method: nil, basic: "wrong", isProven: false),
        Row(method: nil, body: "righ", isProven: false), Row(method: nil, body: "rightx", isProven: false),
        Row(method: nil, isProven: false), Row(method: nil, appType: "native", isProven: true),
        Row(method: nil, appType: "spa", isProven: true),
        Row(method: nil, appType: "native", body: "wrong", isProven: false),
        Row(method: .clientSecretPost, body: "right", isProven: true),
        Row(method: .clientSecretPost, basic: "right", isProven: true, strictly: false),
        Row(method: .clientSecretPost, basic: "wrong", isProven: false),
        Row(method: .clientSecretPost, basic: "", isProven: false),
        Row(method: .clientSecretPost, isProven: false),
        Row(method: .clientSecretPost, appType: "native", isProven: false),
        Row(method: .clientSecretBasic, basic: "right", isProven: true),
        Row(method: .clientSecretBasic, body: "right", isProven: true, strictly: false),
        Row(method: .clientSecretBasic, body: "wrong", isProven: false),
        Row(method: .clientSecretBasic, isProven: false),
        Row(method: TokenEndpointAuthMethod.none, isProven: true),
        Row(method: TokenEndpointAuthMethod.none, body: "anything", isProven: true, strictly: false),
        Row(method: TokenEndpointAuthMethod.none, basic: "anything", isProven: true, strictly: false),
        Row(method: TokenEndpointAuthMethod.none, basic: "", isProven: true),
        Row(method: nil, appType: "native", basic: "", isProven: true),
    ]

    @Test(
        "is by secret in either form; the standard's position insists on the registered one",
        arguments: rows,
        [false, true]
    )
    func decision(_ row: Row, _ isStrict: Bool) throws {
        let isProven = isStrict ? row.strictly ?? row.isProven : row.isProven
        var seed = try TestDirectory.seed(strict: isStrict)
        var client = Client(id: "client", secret: "right", name: "Client")
        client.tokenEndpointAuthMethod = row.method
        client.appType = row.appType
        seed.clients = [client]
        var body: JSONObject = ["client_id": "client"]
        body["client_secret"] = row.body.map(JSONValue.string)
        let directory = TenantDirectory(seed: seed, domain: "tenant.localhost")
        let basic = row.basic.map { BasicCredentials(clientID: "client", secret: $0) }
        var notes: [String] = []
        do {
            let proven = try ClientAuthentication.authenticate(
                Parameters(body),
                basic: basic,
                in: directory,
                noting: { notes.append($0) }
            )
            #expect(isProven)
            #expect(proven.id == "client")
            // The journal tells of a form that strict: true would refuse.
            #expect(notes.isEmpty == (row.strictly == nil))
        } catch {
            #expect(!isProven)
            #expect(error.code == (isStrict ? .invalidClient : .accessDenied))
            #expect(error.description == "Unauthorized")
            #expect(error.challengesBasic == (row.basic != nil))
            #expect(error.explanation.reason?.contains("right") == false, "no secret in the journal")
        }
    }

    @Test(
        "by Basic takes id and secret escaped as forms are, and as they stand",
        arguments: [
            ("client:a+b", ["a b", "a+b"]), ("client:a%2Bb", ["a+b", "a%2Bb"]), ("client:100%raw", ["100%raw"]),
            ("client:a:b", ["a:b"]), ("client:caf\u{E9}", ["caf\u{E9}"]), ("client:", [""]),
        ] as [(String, [String])]
    )
    func spellings(_ header: String, _ secrets: [String]) throws {
        let credentials = try #require(BasicCredentials(decoding: Array(header.utf8)))
        #expect(credentials.readings.map(\.secret) == secrets)
        #expect(credentials.readings.allSatisfy { $0.clientID == "client" })
    }

    @Test("is by one form at a time, and not by an assertion")
    func oneForm() throws {
        let directory = try TestDirectory.of()
        let basic = BasicCredentials(clientID: "LegacyExampleOnly000000000000000", secret: "x")
        let both = Parameters(["client_secret": "x"])
        #expect(throws: OAuthError.invalidRequest("Only one way of client authentication is allowed in a request")) {
            try ClientAuthentication.authenticate(both, basic: basic, in: directory)
        }
        let assertion = Parameters(["client_assertion": "a.b.c", "client_id": "LegacyExampleOnly000000000000000"])
        #expect(throws: OAuthError.notEmulated("Client authentication by client_assertion", as: .invalidRequest)) {
            try ClientAuthentication.authenticate(assertion, basic: nil, in: directory)
        }
    }

    @Test("an unknown client is told what a wrong secret is told", arguments: [false, true])
    func unknown(_ isStrict: Bool) throws {
        let directory = try TestDirectory.of(strict: isStrict)
        let bodies: [JSONObject] = [
            ["client_id": "nobody", "client_secret": "x"],
            ["client_id": "LegacyExampleOnly000000000000000", "client_secret": "x"],
        ]
        let refusals = bodies.map { body in
            #expect(throws: OAuthError.self) {
                try ClientAuthentication.authenticate(Parameters(body), basic: nil, in: directory)
            }
        }
        #expect(refusals[0]?.description == refusals[1]?.description)
        #expect(refusals[0]?.code == (isStrict ? .invalidClient : .accessDenied))
    }
}
