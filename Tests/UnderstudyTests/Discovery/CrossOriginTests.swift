import Testing
import Understudy
import UnderstudyTesting

@Suite("A page of another origin")
struct CrossOriginTests {
    static let paths = [
        "/oauth/token", "/userinfo", "/tokeninfo", "/oauth/ro", "/delegation", "/usernamepassword/login", "/nothing",
    ]

    @Test("LS-10, R13: of a client may read answers and refusals, with credentials", arguments: paths)
    func own(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.post(
                browser.at(path),
                form: ["x": "y"],
                fields: ["Origin": "https://app.example"]
            )
            #expect(answer.status >= 400)
            #expect(answer.fields["Access-Control-Allow-Origin"] == "https://app.example")
            #expect(answer.fields["Access-Control-Allow-Credentials"] == "true")
            #expect(answer.fields["Vary"] == "Origin")
        }
    }

    static let foreign = [
        "null", "https://app.example.evil.test", "http://app.example", "https://app.example:8443",
        "https://evil.example",
        "file://", "chrome-extension://abcdef", "https://app.example/", "https://b.a.app.example",
        "https://APP.example", "*",
    ]

    @Test("of nobody may not", arguments: foreign)
    func stranger(_ origin: String) async throws {
        try await TestTenant.with { _, browser in
            for method in ["OPTIONS", "POST"] {
                let answer = try await browser.send(
                    .init(
                        method,
                        try browser.url(browser.at("/oauth/token")),
                        fields: [
                            "Origin": origin, "Access-Control-Request-Method": "POST",
                            "Access-Control-Request-Headers": "content-type",
                        ]
                    )
                )
                #expect(answer.fields.all.allSatisfy { !$0.name.lowercased().hasPrefix("access-control-allow") })
                #expect(answer.fields["Vary"] == "Origin")
            }
        }
    }

    static let hybrid = [
        "capacitor://localhost", "ionic://localhost", "tauri://localhost", "app://desktop.example",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "moz-extension://0c6c7a5b-5a0e-4f9e-8c3a-2f1d7e9b0a11",
    ]

    @Test("of a hybrid application or an extension may read answers, whatever its scheme", arguments: hybrid)
    func anyScheme(_ origin: String) async throws {
        let seed = """
            version: 1
            clients:
              - { name: App, callbacks: ["http://localhost:3000/cb"], web_origins: ["\(origin)"] }
            users:
              - { email: me@example.com, password: secret }
            """
        try await withUnderstudy(.text(seed, name: "hybrid.yaml")) { _, browser in
            for (method, asked) in [("OPTIONS", origin), ("POST", origin), ("OPTIONS", origin + ".evil")] {
                let answer = try await browser.send(
                    .init(
                        method,
                        try browser.url("/oauth/token"),
                        fields: ["Origin": asked, "Access-Control-Request-Method": "POST"]
                    )
                )
                #expect(answer.fields["Access-Control-Allow-Origin"] == (asked == origin ? origin : nil))
            }
        }
    }

    @Test(
        "R13: is answered its preflight",
        arguments: [
            "auth0-client", "auth0-client,authorization,content-type", "auth0-client,content-type", "authorization",
            "dpop", "x-request-language",
        ]
    )
    func preflight(_ headers: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.send(
                .init(
                    "OPTIONS",
                    try browser.url(browser.at("/oauth/token")),
                    fields: [
                        "Origin": "https://app.example", "Access-Control-Request-Method": "POST",
                        "Access-Control-Request-Headers": headers, "Access-Control-Request-Private-Network": "true",
                    ]
                )
            )
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
            let allowed = try #require(answer.fields["Access-Control-Allow-Headers"]).split(separator: ", ").map(
                String.init
            )
            for name in headers.split(separator: ",") { #expect(allowed.contains(String(name))) }
            #expect(answer.fields["Access-Control-Allow-Methods"]?.contains("POST") == true)
            #expect(answer.fields["Access-Control-Allow-Private-Network"] == nil, "LS-28")
        }
    }
}
