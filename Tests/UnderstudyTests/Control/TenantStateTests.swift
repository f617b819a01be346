import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("The tenant's state")
struct TenantStateTests {
    private func journey(_ browser: Browser) async throws {
        _ = try await browser.logIn(.legacy, "token", scope: "openid offline_access", with: ["device": "phone"])
        try await browser.advance(seconds: 61)
        browser.cookies.removeAll()
        let code = try await browser.code(for: .conformant, scope: "openid profile")
        _ = try await browser.redeem(code, by: .conformant)
        _ = try await browser.resourceOwner(password: "wrong")
        _ = try await browser.resourceOwner(.asymmetric)
    }

    @Test("same seed, same clock, same requests: same bytes")
    func deterministic() async throws {
        var transcripts: [Transcript] = []
        var digests: [String] = []
        for _ in 0..<2 {
            try await TestTenant.with { _, browser in
                try await journey(browser)
                transcripts.append(browser.transcript)
                digests.append(try await browser.digest())
            }
        }
        #expect(transcripts[0].description == transcripts[1].description)
        #expect(digests[0] == digests[1])
    }

    @Test("other entropy: other ids, codes and tokens")
    func otherEntropy() async throws {
        var tokens: Set<String> = []
        for entropy in ["one", "two", "system", "system"] {
            try await TestTenant.with(entropy: entropy) { _, browser in
                let token = try await browser.resourceOwner().json["access_token"]?.text
                tokens.insert(try #require(token))
            }
        }
        #expect(tokens.count == 4)
    }

    @Test("is, after a reset, as the seed says, and the same requests get the same bytes again")
    func reset() async throws {
        try await TestTenant.with { emulator, browser in
            let start = try await browser.digest()
            let first = try await browser.resourceOwner()
            #expect(try await browser.digest() != start)
            #expect(try await browser.control("POST", "/reset").status == 200)
            #expect(try await browser.digest() == start)
            #expect(try await browser.userInfo(try #require(first.json["access_token"]?.text)).status == 401)
            #expect(try await browser.resourceOwner().body == first.body)
            try await emulator.tenants.first?.reset()
            #expect(try await browser.digest() == start)
        }
    }

    @Test("has, after a reset, its first instant again")
    func clock() async throws {
        try await TestTenant.with { _, browser in
            try await browser.advance(seconds: 10)
            _ = try await browser.control("POST", "/reset")
            #expect(try await browser.control("GET", "/clock").json["now"] == "2016-05-04T12:00:00.000Z")
        }
    }

    @Test("has a journal that names parameters and never their values")
    func journal() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.logIn(.legacy, with: ["state": "canary-state", "nonce": "canary-nonce"])
            let code = try #require(answer.location?.query("code"))
            let tokens = try await browser.redeem(code, by: .legacy)
            let access = try #require(tokens.json["access_token"]?.text)
            _ = try await browser.get(browser.at("/userinfo?access_token=\(access)"))
            let journal = try await browser.control("GET", "/journal")
            for secret in [
                code, access, Person.ada.password, TestClient.legacy.secret, "canary-state", "canary-nonce",
                try #require(tokens.json["id_token"]?.text),
            ] + browser.cookies.cookies.map(\.value) {
                #expect(!journal.text.contains(secret))
            }
            let entries = try #require(journal.json["entries"]?.elements).compactMap(\.object)
            #expect(
                entries.map { $0["path"]?.text } == ["/authorize", "/login", "/login", "/oauth/token", "/userinfo"]
            )
            #expect(
                entries[0]["parameters"] == ["client_id", "response_type", "redirect_uri", "scope", "state", "nonce"]
            )
            _ = try await browser.control("DELETE", "/journal")
            let cleared = try await browser.control("GET", "/journal").json["entries"]?.elements
            #expect(cleared?.count == 1, "only that it was cleared")
        }
    }

    @Test("has an outbox, which is empty as long as nothing sends mail")
    func outbox() async throws {
        try await TestTenant.with { _, browser async throws in
            #expect(try await browser.control("GET", "/outbox").text == #"{"messages":[]}"#)
            #expect(try await browser.control("DELETE", "/outbox").status == 204)
            #expect(try await browser.control("GET", "/health").text == #"{"status":"ok"}"#)
        }
    }

    @Test("is named by values that never repeat and can stand in a URL")
    func distinct() async throws {
        try await TestTenant.with(entropy: "system") { _, browser in
            var codes: Set<String> = []
            _ = try await browser.logIn(.legacy)
            for _ in 0..<50 {
                let answer = try await browser.authorize(.legacy, with: ["prompt": "none"])
                let code = try #require(answer.location?.query("code"))
                #expect(code.utf8.count == 16)
                #expect(code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
                codes.insert(code)
            }
            #expect(codes.count == 50)
        }
    }
}
