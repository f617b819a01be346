import Testing
import UnderstudyTesting

@Suite("The headers of an answer")
struct ResponseHeaderTests {
    static let reads = [
        "/", "/authorize?client_id=\(TestClient.legacy.id)&response_type=code", "/authorize", "/login",
        "/login/callback",
        "/mobile", "/userinfo", "/tokeninfo", "/logout", "/v2/logout", "/.well-known/openid-configuration",
        "/.well-known/jwks.json", "/pem", "/rawpem", "/cer", "/pb7", "/test", "/testall", "/oauth/ro?cbx=__auth0jp0",
        "/i/oauth2/authorize", "/_understudy/clock", "/_understudy/health", "/_understudy/journal",
        "/_understudy/digest",
    ]

    @Test("are the same for HEAD, without a body", arguments: reads)
    func head(_ path: String) async throws {
        var answers: [Exchange.Response] = []
        for method in ["GET", "HEAD"] {
            answers.append(
                try await TestTenant.with { _, browser in
                    try await browser.send(.init(method, try browser.url(browser.at(path))))
                }
            )
        }
        #expect(answers[1].status == answers[0].status)
        #expect(answers[1].body.isEmpty)
        let names = answers.map {
            $0.fields.all.map { $0.name.lowercased() }.filter { $0 != "content-length" }.sorted()
        }
        #expect(names[0] == names[1])
    }

    @Test("say what the body is, and forbid guessing", arguments: reads)
    func type(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at(path))
            #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
            guard !answer.body.isEmpty, answer.text != "Unauthorized" else { return }
            let type = try #require(answer.fields["Content-Type"])
            let isText = type.hasPrefix("text/") || type.hasPrefix("application/json") || type.contains("javascript")
            #expect(!isText || type.hasSuffix("; charset=utf-8"), "\(type)")
        }
    }

    @Test("keep what is secret or personal out of caches", arguments: reads)
    func caching(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at(path))
            let isPublic = ["/.well-known", "/pem", "/rawpem", "/cer", "/pb7", "/testall"].contains {
                path.hasPrefix($0)
            }
            #expect(isPublic || answer.fields["Cache-Control"]?.contains("no-store") == true)
            if answer.fields["Content-Type"]?.hasPrefix("text/html") == true {
                #expect(answer.fields["Referrer-Policy"] == "origin")
                #expect(answer.fields["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            }
            #expect(answer.fields["Cross-Origin-Opener-Policy"] == nil, "R15")
            #expect(answer.fields["Server"] == nil)
        }
    }

    @Test("name the request in 20 hexadecimal digits, each another")
    func requestID() async throws {
        try await TestTenant.with { _, browser in
            var seen: Set<String> = []
            for _ in 0..<10 {
                let id = try #require(try await browser.get(browser.at("/test")).fields["X-Auth0-RequestId"])
                #expect(id.utf8.count == 20 && id.allSatisfy { "0123456789abcdef".contains($0) })
                seen.insert(id)
            }
            #expect(seen.count == 10)
        }
    }
}
