import TenantModel
import Testing

@Suite("A redirect URI")
struct RedirectURITests {
    struct Row: CustomTestStringConvertible, Sendable {
        let id: String
        var registered = "https://app.example/cb"
        let sent: String
        var isNative = false
        var matches = false

        var testDescription: String { "\(id) \(sent)" }
    }

    @Test("is matched with a registered one", arguments: exact + loopback + wildcards)
    func matching(_ row: Row) {
        // A URI that cannot be parsed matches nothing.
        let sent = try? RedirectURI(row.sent)
        #expect((sent?.matches(registered: row.registered, nativeLoopback: row.isNative) ?? false) == row.matches)
    }

    static let exact: [Row] = [
        Row(id: "RS-02", sent: "https://app.example/cb", matches: true),
        Row(id: "RS-02", sent: "https://app.example/cb/x"), Row(id: "RS-02", sent: "https://app.example/cbx"),
        Row(id: "RS-02", sent: "https://app.example/c"), Row(id: "RS-02", sent: "https://app.example"),
        Row(id: "RS-02", sent: "http://app.example/cb"), Row(id: "RS-02", sent: "https://app.example/CB"),
        Row(id: "RS-02", sent: "https://app.example/cb?x=1"),
        Row(
            id: "RS-04",
            registered: "https://app.example/cb?foo=bar",
            sent: "https://app.example/cb?foo=bar",
            matches: true
        ),
        Row(id: "RS-04", registered: "https://app.example/cb?foo=bar", sent: "https://app.example/cb?foo=baz"),
        Row(id: "RS-04", registered: "https://app.example/cb?foo=bar", sent: "https://app.example/cb?bar=1&foo=bar"),
        Row(id: "RS-04", registered: "https://app.example/cb?foo=bar", sent: "https://app.example/cb"),
        Row(id: "RS-05", sent: "https://app.example/cb#frag"), Row(id: "RS-05", sent: "https://app.example/cb#"),
        Row(id: "RS-07", sent: "https://app.example/cb/"), Row(id: "RS-07", sent: "https://app.example:443/cb"),
        Row(id: "RS-07", sent: "https://app.example/./cb"), Row(id: "RS-07", sent: "https://app.example/x/../cb"),
        Row(id: "RS-07", sent: "https://app.example/%2e/cb"), Row(id: "RS-07", sent: "https://app.example/x/%2e%2e/cb"),
        Row(id: "RS-07", sent: "https://app.example/%63b"), Row(id: "RS-07", sent: "https://app.example/%2563b"),
        Row(id: "RS-07", sent: "https://app.example//cb"), Row(id: "RS-07", sent: "https://APP.example/cb"),
        Row(id: "RS-08", sent: "https://app.example@evil.example/cb"),
        Row(id: "RS-08", sent: "https://app.example:x@evil.example/cb"),
        Row(id: "RS-08", sent: "https://evil.example\\@app.example/cb"),
        Row(id: "RS-10", sent: "https://\u{430}pp.example/cb"), Row(id: "RS-10", sent: "https://xn--pp-6kc.example/cb"),
        Row(id: "RS-10", sent: "https://app.example./cb"), Row(id: "RS-10", sent: "https://app。example/cb"),
        // A Kelvin sign, which Swift's strings take for a K.
        Row(id: "RS-10", registered: "https://K.example/K", sent: "https://\u{212A}.example/K"),
        Row(id: "RS-10", registered: "https://K.example/K", sent: "https://K.example/\u{212A}"),
    ]

    static let loopback: [Row] = [
        native("http://127.0.0.1/cb", "http://127.0.0.1:53123/cb", matches: true),
        native("http://127.0.0.1/cb", "http://127.0.0.1/cb", matches: true),
        native("http://127.0.0.1:3000/cb", "http://127.0.0.1:53123/cb", matches: true),
        native("http://127.0.0.1/cb", "http://127.0.0.1:65535/cb", matches: true),
        native("http://[::1]/cb", "http://[::1]:9/cb", matches: true),
        native("http://[::1]:80/cb", "http://[::1]:9/cb", matches: true),
        native("http://127.0.0.1/cb", "http://127.0.0.1:53123/other"),
        native("http://127.0.0.1/cb", "http://127.0.0.1:53123/cb?x"),
        native("http://127.0.0.1/cb", "http://localhost:53123/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1.evil.test/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1.evil.test:53123/cb"),
        native("http://127.0.0.1/cb", "http://[::1]:9/cb"), native("http://[::1]/cb", "http://127.0.0.1:9/cb"),
        native("http://127.0.0.1/cb", "https://127.0.0.1:53123/cb"),
        native("https://127.0.0.1/cb", "https://127.0.0.1:53123/cb"),
        native("http://localhost/cb", "http://localhost:53123/cb"),
        native("http://app.example/cb", "http://app.example:53123/cb"),
        // Ports that are none.
        native("http://127.0.0.1/cb", "http://127.0.0.1:/cb"), native("http://127.0.0.1/cb", "http://127.0.0.1:0/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1:65536/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1:+80/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1:080/cb"),
        native("http://127.0.0.1/cb", "http://127.0.0.1:80:80/cb"),
        // The port is free for native clients only.
        Row(id: "RS-13", registered: "http://127.0.0.1/cb", sent: "http://127.0.0.1:53123/cb"),
    ]

    private static func native(_ registered: String, _ sent: String, matches: Bool = false) -> Row {
        Row(id: "RS-13", registered: registered, sent: sent, isNative: true, matches: matches)
    }

    static let wildcards: [Row] = [
        wildcard("https://a.app.example/cb", matches: true), wildcard("https://a-1.app.example/cb", matches: true),
        wildcard("https://a.b.app.example/cb"), wildcard("https://app.example/cb"), wildcard("https://.app.example/cb"),
        wildcard("https://evil.test/.app.example/cb"), wildcard("https://a.app.example.evil.test/cb"),
        wildcard("https://aapp.example/cb"), wildcard("https://a.app.example/other"),
        wildcard("https://a.app.example:444/cb"), wildcard("http://a.app.example/cb"),
        wildcard("https://evil.test?.app.example/cb"), wildcard("https://evil.test:.app.example/cb"),
        wildcard("https://%61.app.example/cb"), wildcard("https://\u{430}.app.example/cb"),
        Row(
            id: "RS-14",
            registered: "http://*.app.example:3000/cb",
            sent: "http://a.app.example:3000/cb",
            isNative: true,
            matches: true
        ),
        Row(id: "RS-14", registered: "http://*.app.example:3000/cb", sent: "http://a.app.example:3001/cb"),
        Row(id: "RS-14", registered: "https://app.example/*", sent: "https://app.example/cb"),
    ]

    private static func wildcard(_ sent: String, matches: Bool = false) -> Row {
        Row(id: "RS-14", registered: "https://*.app.example/cb", sent: sent, matches: matches)
    }

    @Test("is refused", arguments: malformed)
    func refuses(_ row: (text: String, why: RedirectURI.Malformed)) {
        #expect(throws: row.why) { try RedirectURI(row.text) }
    }

    static let malformed: [(text: String, why: RedirectURI.Malformed)] = [
        // RS-11.
        ("javascript:alert(1)", .forbiddenScheme), ("JavaScript:alert(1)", .forbiddenScheme),
        ("data:text/html,x", .forbiddenScheme), ("vbscript:x", .forbiddenScheme),
        ("file:///etc/passwd", .forbiddenScheme), ("blob:https://app.example/1", .forbiddenScheme),
        // RS-05.
        ("https://app.example/cb#frag", .hasFragment), ("https://app.example/cb#", .hasFragment),
        ("https://app.example/cb?a=1#", .hasFragment), ("com.example.app:/cb#x", .hasFragment),
        // RS-08.
        ("https://app.example@evil.example/cb", .hasUserInformation),
        ("https://app.example:x@evil.example/cb", .hasUserInformation), ("https://@evil.example/", .hasUserInformation),
        // Not absolute.
        ("", .notAbsolute), ("/cb", .notAbsolute), ("app.example/cb", .notAbsolute), ("//app.example/cb", .notAbsolute),
        ("https:", .notAbsolute), ("https:/app.example", .notAbsolute), ("https:app.example", .notAbsolute),
        ("https://", .notAbsolute), ("https:///cb", .notAbsolute), ("https://?x", .notAbsolute),
        ("1https://app.example", .notAbsolute), (":cb", .notAbsolute), ("ht_tp://app.example/cb", .notAbsolute),
        // Characters, those that a combining mark would hide among them.
        ("https://app.example/c b", .hasForbiddenCharacter), (" https://app.example/", .hasForbiddenCharacter),
        ("https://app.example/\n", .hasForbiddenCharacter), ("java\tscript:alert(1)", .hasForbiddenCharacter),
        ("https://app.example/\u{7F}", .hasForbiddenCharacter), ("https://app.example\\cb", .hasForbiddenCharacter),
        ("https://app.example/cb#\u{301}frag", .hasForbiddenCharacter),
        ("https://app.example@\u{301}evil.example/", .hasForbiddenCharacter),
        ("https://app.example/\u{301}cb", .hasForbiddenCharacter),
        ("https://\u{430}pp.example/cb", .hasForbiddenCharacter),
    ]

    @Test("is cut into its parts as it was written")
    func parts() throws {
        let uri = try RedirectURI("HTTPS://App.example:8443/a/../b?x=@&y=/")
        #expect(uri.text == "HTTPS://App.example:8443/a/../b?x=@&y=/")
        #expect(uri.scheme == "https")
        #expect(uri.authority == "App.example:8443")
        #expect(uri.rest == "/a/../b?x=@&y=/")

        let query = try RedirectURI("https://app.example?x=/")
        #expect(query.authority == "app.example")
        #expect(query.rest == "?x=/")

        let native = try RedirectURI("com.example.app:/cb")
        #expect(native.scheme == "com.example.app")
        #expect(native.authority.isEmpty)
        #expect(native.rest == "/cb")
    }

    @Test("has the origin a browser would say", arguments: origins)
    func origin(_ row: (text: String, origin: String?)) throws {
        #expect(try RedirectURI(row.text).origin == row.origin)
    }

    static let origins: [(text: String, origin: String?)] = [
        ("https://app.example/cb?x", "https://app.example"), ("https://app.example", "https://app.example"),
        ("HTTPS://App.Example/cb", "https://app.example"), ("https://app.example:443/cb", "https://app.example"),
        ("https://app.example:8443/cb", "https://app.example:8443"), ("http://localhost:80/cb", "http://localhost"),
        ("http://localhost:443/cb", "http://localhost:443"), ("https://app.example:80/", "https://app.example:80"),
        ("http://[::1]:3000/cb", "http://[::1]:3000"), ("com.example.app:/cb", nil),
        ("com.example.app://cb", "com.example.app://cb"), ("Capacitor://localhost/app", "capacitor://localhost"),
        ("chrome-extension://abcdef/popup.html", "chrome-extension://abcdef"),
        ("tauri://localhost", "tauri://localhost"),
    ]
}
