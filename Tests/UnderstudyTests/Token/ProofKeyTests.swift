import Testing
import UnderstudyTesting

/// RFC 7636.
@Suite("PKCE")
struct ProofKeyTests {
    /// RFC 7636 Appendix B.
    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    @Test("S256 serves every kind of client", arguments: [TestClient.legacy, .conformant, .spa, .native])
    func clients(_ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(
                for: client,
                with: ["code_challenge": Self.challenge, "code_challenge_method": "S256"]
            )
            #expect(try await browser.redeem(code, by: client, verifier: Self.verifier).status == 200)
        }
    }

    @Test("plain serves, named or not", arguments: ["", "&code_challenge_method=plain"])
    func plain(_ method: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.get(
                browser.at(
                    "/authorize?client_id=\(TestClient.legacy.id)&response_type=code"
                        + "&redirect_uri=https://app.example/cb&code_challenge=\(Self.verifier)\(method)"
                )
            )
            let code = try await browser.submit(try await browser.open(begun)).location?.query("code")
            #expect(try await browser.redeem(try #require(code), by: .legacy, verifier: Self.verifier).status == 200)
        }
    }

    @Test("a wrong verifier burns the code", arguments: TestTenant.Position.allCases)
    func burnt(_ position: TestTenant.Position) async throws {
        try await TestTenant.with(position) { _, browser in
            let code = try await browser.code(
                for: .spa,
                with: ["code_challenge": Self.challenge, "code_challenge_method": "S256"]
            )
            let status = position == .tenant ? 403 : 400
            let wrong = try await browser.redeem(code, by: .spa, verifier: "a".times(43))
            #expect(wrong.refusal == "\(status) invalid_grant: Failed to verify code verifier")
            let right = try await browser.redeem(code, by: .spa, verifier: Self.verifier)
            #expect(right.refusal == "\(status) invalid_grant: Invalid authorization code")
        }
    }

    @Test("a challenge that was made must be met")
    func missing() async throws {
        try await TestTenant.with { _, browser in
            let code = try await browser.code(
                for: .legacy,
                with: ["code_challenge": Self.challenge, "code_challenge_method": "S256"]
            )
            let answer = try await browser.redeem(code, by: .legacy)
            #expect(answer.refusal == "403 invalid_grant: Failed to verify code verifier")
        }
    }

    @Test("a public client has no other proof")
    func publicClient() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.redeem(try await browser.code(for: .spa), by: .spa)
            #expect(
                answer.refusal
                    == "403 invalid_grant: A public client must use PKCE: the code was issued without code_challenge"
            )
        }
    }

    @Test(
        "a verifier has 43 to 128 unreserved characters",
        arguments: [
            ("a".times(42), false), ("a".times(43), true), ("a".times(128), true), ("a".times(129), false),
            ("a".times(42) + "=", false), ("a".times(42) + "é", false), ("~._-".times(11), true),
        ]
    )
    func alphabet(_ verifier: String, _ isTaken: Bool) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.authorize(.legacy, with: ["code_challenge": verifier])
            guard isTaken else {
                #expect(answer.location?.query("error") == "invalid_request")
                return
            }
            let code = try await browser.submit(try await browser.open(answer)).location?.query("code")
            #expect(try await browser.redeem(try #require(code), by: .legacy, verifier: verifier).status == 200)
        }
    }
}
