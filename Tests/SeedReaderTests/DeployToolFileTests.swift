import SeedReader
import TenantModel
import Testing

@Suite("A file of the deployment tool")
struct DeployToolFileTests {
    private static let file = """
        tenant:
          friendly_name: Acme
          flags: {}
        clients:
          - name: Orders SPA
            brand_new_setting: { a: 1 }
            sso: yes
            allowed_clients: [0123456789abcdef0123456789abcdef]
        databases:
          - name: Username-Password-Authentication
            strategy: auth0
            enabled_clients: [Orders SPA, Deleted App]
            options: { customScripts: { login: ./databases/login.js }, brand_new_option: true }
        connections: []
        resourceServers: []
        pages: [{ name: login, html: ./pages/login.html }]
        """

    @Test("F6: loads with warnings where ours would be refused")
    func lenient() throws {
        let read = try read(Self.file)
        #expect(
            read.warnings.map(\.keyPath) == [
                "clients[0].brand_new_setting", "clients[0].sso", "clients[0].allowed_clients[0]",
                "databases[0].enabled_clients[1]", "databases[0].options.brand_new_option",
            ]
        )
        let client = read.seed.clients[0]
        #expect(client.kept == ["brand_new_setting": ["a": 1]])
        #expect(client.allowedClients == ["0123456789abcdef0123456789abcdef"])
        #expect(read.seed.connections[0].enabledClients == [client.id, "Deleted App"])
        #expect(read.seed.connections[0].options["brand_new_option"] == true)
        #expect(read.notes.map(\.message).contains("stored but not acted on: pages"))
    }

    @Test("F6: is ours, and strict, as soon as it has a key of ours", arguments: ["version: 1", "users: []"])
    func strict(_ line: String) throws {
        let errors = try complaints(about: "\(line)\n" + Self.file).filter { $0.severity == .error }
        #expect(errors.count == 5)
    }

    @Test("F4: an unresolved keyword is a warning, and stays")
    func keyword() throws {
        let read = try read("tenant: { friendly_name: 'Acme ##ENVIRONMENT##' }\n")
        #expect(read.warnings.map(\.code) == [.unresolvedKeyword])
        #expect(read.seed.settings.friendlyName == "Acme ##ENVIRONMENT##")
    }
}
