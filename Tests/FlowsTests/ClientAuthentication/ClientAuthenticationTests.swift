import Flows
import TenantModel
import Testing
import World

/// RFC 6749 §2.3.1; authentication API §6.1.
@Suite("Client authentication")
struct ClientAuthenticationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let method: TokenEndpointAuthMethod?
        var appType = "regular_web"
        var body: String?
        var basic: String?
        let isProven: Bool

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
        Row(method: .clientSecretPost, basic: "right", isProven: false),
        Row(method: .clientSecretPost, isProven: false),
        Row(method: .clientSecretPost, appType: "native", isProven: false),
        Row(method: .clientSecretBasic, basic: "right", isProven: true),
        Row(method: .clientSecretBasic, body: "right", isProven: false),
        Row(method: .clientSecretBasic, isProven: false),
        Row(method: TokenEndpointAuthMethod.none, isProven: true),
        Row(method: TokenEndpointAuthMethod.none, body: "anything", isProven: true),
    ]

    @Test("is by secret, sent as the client's settings say", arguments: rows)
    func decision(_ row: Row) throws {
        var seed = try TestDirectory.seed()
        var client = Client(id: "client", secret: "right", name: "Client")
        client.tokenEndpointAuthMethod = row.method
        client.appType = row.appType
        seed.clients = [client]
        var body: JSONObject = ["client_id": "client"]
        body["client_secret"] = row.body.map(JSONValue.string)
        let directory = TenantDirectory(seed: seed, domain: "tenant.localhost")
        let basic = row.basic.map { BasicCredentials(clientID: "client", secret: $0) }
        do {
            let proven = try ClientAuthentication.authenticate(Parameters(body), basic: basic, in: directory)
            #expect(row.isProven)
            #expect(proven.id == "client")
        } catch {
            #expect(!row.isProven)
            #expect(error == OAuthError(.accessDenied, "Unauthorized", status: 401))
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
        #expect(refusals[0] == refusals[1])
        #expect(refusals[0]?.code == (isStrict ? .invalidClient : .accessDenied))
    }
}
