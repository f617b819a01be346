import SeedReader
import TenantModel
import Testing

@Suite("What nothing acts on never stops a tenant")
struct HarmlessValuesTests {
    private static let head = "version: 1\n"

    @Test(
        "whatever is wrong with it",
        arguments: [
            "tenant: { support_email: '' }", "tenant: { support_email: nobody }", "tenant: { support_url: '' }",
            "tenant: { support_url: acme }", "tenant: { picture_url: '' }", "tenant: { picture_url: ./logo.png }",
            "tenant: { enabled_locales: en }", "tenant: { error_page: none }", "tenant: { sandbox_version: [12] }",
            "tenant: { flags: { universal_login: enabled } }", "tenant: { session_cookie: persistent }",
            "clients: [{ name: a, logo_uri: '' }]", "clients: [{ name: a, logo_uri: logo.png }]",
            "clients: [{ name: a, is_first_party: maybe }]", "clients: [{ name: a, par_request_expiry: 5 }]",
            "clients: [{ name: a, mobile: none }]", "branding: none", "emailProvider: []", "resourceServers: none",
            "resourceServers: [{ name: a, api_identifier: b }]", "roles: none",
            "databases: [{ name: a, options: { passwordPolicy: strong, password_history: 5 } }]",
            "databases: [{ name: a, is_domain_connection: maybe }]",
            "users: [{ email: a@example.com, picture: '' }]", "users: [{ email: a@example.com, picture: me.png }]",
        ]
    )
    func loads(_ line: String) throws {
        let own = try read(Self.head + line + "\n")
        #expect(own.warnings == [])
        try expectReadsBack(own.seed)
        guard !line.hasPrefix("users") else { return }
        let export = try read(line + "\n")
        #expect(export.warnings == [])
        try expectReadsBack(export.seed)
    }

    @Test("the dead entry of a list is a note in an export, and the others are there")
    func deadEntries() throws {
        let text = """
            clients:
              - name: Cordova
                callbacks: ["file:///callback", "localhost:3000/cb", "https://*/cb", "https://app.example/cb"]
                allowed_logout_urls: ["file:///", "https://app.example"]
                web_origins: ["null", "capacitor:localhost", "capacitor://localhost"]
            """
        let read = try read(text)
        #expect(read.warnings == [])
        let dead = read.notes.filter { $0.message.hasSuffix("it matches nothing here") }
        #expect(
            dead.map(\.keyPath) == [
                "clients[0].callbacks[0]", "clients[0].callbacks[1]", "clients[0].callbacks[2]",
                "clients[0].allowed_logout_urls[0]", "clients[0].web_origins[0]", "clients[0].web_origins[1]",
            ]
        )
        #expect(read.seed.clients[0].callbacks.last == "https://app.example/cb")
        try expectReadsBack(read.seed)
    }

    @Test("a file's address is no mistake in a seed of ours either")
    func fileAddress() throws {
        let read = try read(Self.head + "clients: [{ name: a, callbacks: ['file:///callback'] }]\n")
        #expect(read.warnings == [] && read.notes.count == 1)
        let all = try complaints(about: Self.head + "clients: [{ name: a, callbacks: ['localhost:3000'] }]\n")
        #expect(all.map(\.code) == [.badValue])
    }

    @Test("words that a newer tool may know are worth a warning in its files")
    func newWords() throws {
        let text = "clients: [{ name: a, app_type: brand_new, jwt_configuration: { alg: PS256 } }]\n"
        #expect(try read(text).warnings.map(\.code) == [.badValue, .badValue])
        #expect(try complaints(about: Self.head + text).count == 2)
    }

    @Test(
        "origins of every scheme are origins",
        arguments: [
            "capacitor://localhost", "ionic://localhost", "tauri://localhost", "app://localhost",
            "chrome-extension://abcdefghijklmnop", "moz-extension://0f4e", "https://*.example.com",
        ]
    )
    func origins(_ origin: String) throws {
        let read = try read(Self.head + "clients: [{ name: a, web_origins: ['\(origin)'] }]\n")
        #expect(read.warnings == [] && read.notes == [])
    }

    @Test("what is no origin is refused", arguments: ["null", "capacitor:localhost", "localhost", "*", "https://"])
    func noOrigins(_ origin: String) throws {
        let all = try complaints(about: Self.head + "clients: [{ name: a, allowed_origins: ['\(origin)'] }]\n")
        #expect(all.map(\.code) == [.badValue])
    }
}
