import Flows
import TenantModel
import Testing

@Suite("A session")
struct SessionPolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var pipeline = Pipeline.legacy
        var usesSingleSignOn = true
        var disablesSingleSignOn = false
        var connection: String?
        var prompt: Set<Prompt> = []
        var maxAgeSeconds: Int?
        var hintedUser: Identifier<User>?
        let mayServe: Bool
    }

    static let rows = [
        Row(testDescription: "of a client that uses it serves", mayServe: true),
        Row(testDescription: "of a legacy client that does not", usesSingleSignOn: false, mayServe: false),
        Row(
            testDescription: "of a conformant client always serves",
            pipeline: .conformant,
            usesSingleSignOn: false,
            mayServe: true
        ),
        Row(
            testDescription: "of a client that forbids it",
            pipeline: .conformant,
            disablesSingleSignOn: true,
            mayServe: false
        ),
        Row(testDescription: "of the connection asked for serves", connection: "people", mayServe: true),
        Row(testDescription: "of another connection", connection: "facebook", mayServe: false),
        Row(testDescription: "under prompt=none serves", prompt: [.none], mayServe: true),
        Row(testDescription: "under prompt=consent serves", prompt: [.consent], mayServe: true),
        Row(testDescription: "under prompt=login", prompt: [.login], mayServe: false),
        Row(testDescription: "under prompt=select_account", prompt: [.selectAccount], mayServe: false),
        Row(testDescription: "a second younger than max_age serves", maxAgeSeconds: 101, mayServe: true),
        Row(testDescription: "as old as max_age serves", maxAgeSeconds: 100, mayServe: true),
        Row(testDescription: "a second older than max_age", maxAgeSeconds: 99, mayServe: false),
        Row(testDescription: "of the user whom the request hints at serves", hintedUser: "auth0|1", mayServe: true),
        Row(testDescription: "of another user than the request hints at", hintedUser: "auth0|2", mayServe: false),
        Row(testDescription: "under max_age 0", maxAgeSeconds: 0, mayServe: false),
    ]

    @Test("serves by the client, the request and its age", arguments: rows)
    func decision(_ row: Row) throws {
        let noon = TestDirectory.noon
        var client = Client(id: "client", secret: "secret", name: "Client")
        client.usesSingleSignOn = row.usesSingleSignOn
        client.disablesSingleSignOn = row.disablesSingleSignOn
        var request = AuthorizationRequest(
            client: client.id,
            pipeline: row.pipeline,
            responseType: try #require(ResponseType("code")),
            target: RedirectTarget(redirectURI: "https://app.example/cb", mode: .query, state: nil),
            scope: ScopeSet("openid"),
            parameters: [:]
        )
        request.connection = row.connection
        request.prompt = row.prompt
        request.hintedUser = row.hintedUser
        request.maxAgeSeconds = row.maxAgeSeconds
        let session = Session(id: "s", user: "auth0|1", connection: "people", authenticatedAt: noon, client: client.id)
        #expect(SessionPolicy.mayServe(session, request, of: client, at: noon + .seconds(100)) == row.mayServe)
    }

    @Test(
        "ends with its whole life or its idle time, whichever is first",
        arguments: [
            (0, 72 * 3600), (71 * 3600, 143 * 3600), (167 * 3600, 168 * 3600),
        ]
    )
    func expiry(_ usedAfter: Int, _ endsAfter: Int) {
        let noon = TestDirectory.noon
        var session = Session(id: "s", user: "auth0|1", connection: "people", authenticatedAt: noon, client: "client")
        session.usedAt = noon + .seconds(usedAfter)
        #expect(session.expiresAt(under: TenantSettings()) == noon + .seconds(endsAfter))
    }
}
