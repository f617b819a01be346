import FoundationEssentials
import Testing
import Understudy
import UnderstudyTesting

@Suite("The test browser")
struct BrowserTests {
    @Test("trusts only its authority")
    func trust() async throws {
        try await Stage.withListeners { stage in
            let stranger = try Browser(http: stage.http, https: stage.https, caPath: nil)
            await #expect(throws: (any Error).self) { try await stranger.get("/") }
            let mistaken = try Browser(
                http: stage.http,
                https: stage.https,
                caPath: stage.authority.certificatePath,
                hosts: ["other.example"]
            )
            await #expect(throws: BrowserError.wrongCertificate("other.example")) {
                try await mistaken.get("https://other.example/")
            }
            #expect(try await stage.browser().get("https://known.localhost:\(stage.address.https)/").status == 200)
        }
    }

    @Test("asks nobody but the emulator")
    func outside() async throws {
        let browser = try Browser(http: "http://127.0.0.1:1", https: "https://localhost:2", caPath: nil)
        for address in ["https://example.com/", "https://localhost:3/", "http://localhost:2/"] {
            let url = try browser.url(address)
            await #expect(throws: BrowserError.outside(url)) { try await browser.get(address) }
        }
    }

    static let url = WebURL("https://t.localhost:4443/u/login?x=1")

    private func jar(_ setCookies: [String], date: String? = nil) throws -> CookieJar {
        var fields = Fields(setCookies.map { .init("Set-Cookie", $0) })
        fields["Date"] = date
        var jar = CookieJar()
        jar.take(.init(status: 200, reason: "OK", fields: fields, body: [], url: try #require(Self.url)))
        return jar
    }

    @Test("keeps what a cookie's server said about it")
    func cookie() throws {
        let jar = try jar(["auth0=s%3Ax; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=259200"])
        let cookie = try #require(jar["auth0"])
        #expect(cookie.value == "s%3Ax" && cookie.domain == "t.localhost" && cookie.isHostOnly && cookie.path == "/")
        #expect(
            cookie.isHTTPOnly && cookie.isSecure && cookie.sameSite == Cookie.SameSite.none && cookie.maxAge == 259_200
        )
    }

    @Test(
        "sends a cookie only where it belongs",
        arguments: [
            ("a=1", "https://t.localhost:4443/u/x", true), ("a=1", "https://t.localhost/u", true),
            ("a=1", "https://t.localhost/uu", false), ("a=1", "https://t.localhost/", false),
            ("a=1; Path=/", "https://t.localhost/", true), ("a=1; Path=/", "http://t.localhost/", true),
            ("a=1; Path=/; Secure", "http://t.localhost/", false), ("a=1; Path=/", "https://localhost/", false),
            ("a=1; Path=/; Domain=t.localhost", "https://s.t.localhost/", true),
            ("a=1; Path=/", "https://s.t.localhost/", false),
        ]
    )
    func sent(_ setCookie: String, _ address: String, _ isSent: Bool) throws {
        let jar = try jar([setCookie])
        #expect(jar.field(for: try #require(WebURL(address))) == (isSent ? "a=1" : nil))
    }

    @Test("drops a cookie when its server says so, by the server's own clock")
    func dropped() throws {
        let date = "Wed, 04 May 2016 12:00:00 GMT"
        #expect(try jar(["a=1", "a=; Max-Age=0"]).cookies.isEmpty)
        #expect(try jar(["a=1; Expires=Wed, 04 May 2016 12:00:00 GMT"], date: date).cookies.isEmpty)
        #expect(try jar(["a=1; Expires=Wed, 04 May 2016 12:00:01 GMT"], date: date).cookies.count == 1)
        #expect(try jar(["a=1; Domain=example.com"]).cookies.isEmpty)
    }

    @Test("renders a transcript without what changes from run to run, and compares it with a golden")
    func transcript() async throws {
        try await withTemporaryDirectory { root in
            let url = try #require(WebURL("https://localhost:1/a?b=c"))
            let transcript = Transcript([
                Exchange(
                    request: .init(
                        "POST",
                        url,
                        fields: ["Host": "localhost:1", "Content-Type": "text/plain", "Connection": "close"],
                        body: Array("hello".utf8)
                    ),
                    response: .init(
                        status: 302,
                        reason: "Found",
                        fields: ["Date": "now", "X-Auth0-RequestId": "1", "Location": "/x"],
                        body: [0xff],
                        url: url
                    )
                )
            ])
            let golden = """
                POST /a?b=c HTTP/1.1
                Content-Type: text/plain

                hello

                HTTP/1.1 302 Found
                Location: /x

                (1 bytes) ff

                """
            #expect(transcript.description == golden)
            let folder = root + "/Fixtures/Golden/A"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let caller = root + "/Tests/Some/Test.swift"
            #expect(throws: GoldenMismatch.self) { try transcript.matchesGolden("A/b.http", filePath: caller) }
            try Data(golden.utf8).write(to: URL(fileURLWithPath: folder + "/b.http"))
            try transcript.matchesGolden("A/b.http", filePath: caller)
            try Data(golden.replacing("hello", with: "hullo").utf8).write(to: URL(fileURLWithPath: folder + "/b.http"))
            let error = #expect(throws: GoldenMismatch.self) {
                try transcript.matchesGolden("A/b.http", filePath: caller)
            }
            #expect(error?.difference.contains("line 4 differs") == true)
            #expect(error?.difference.contains("- hullo") == true)
            #expect(error?.difference.contains("+ hello") == true)
        }
    }
}
