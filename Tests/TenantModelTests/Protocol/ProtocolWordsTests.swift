import TenantModel
import Testing

@Suite("Words of the protocol")
struct ProtocolWordsTests {
    @Test("scope: words in the order asked, each once", arguments: scopes)
    func scope(_ row: (text: String, words: [String])) {
        let scope = ScopeSet(row.text)
        #expect(scope.words == row.words)
        #expect(scope.description == row.words.joined(separator: " "))
        #expect(scope.isEmpty == row.words.isEmpty)
    }

    static let scopes: [(text: String, words: [String])] = [
        ("", []), ("  ", []), ("openid", ["openid"]), ("openid profile email", ["openid", "profile", "email"]),
        ("email openid", ["email", "openid"]), (" openid \t profile\n", ["openid", "profile"]),
        ("openid email openid", ["openid", "email"]), ("openid OpenID", ["openid", "OpenID"]),
    ]

    @Test("scope: what it asks for, by whole words")
    func asking() {
        let scope = ScopeSet("openid offline_access name")
        #expect(scope.asksForIDToken && scope.asksForRefreshToken && scope.contains("name"))
        let near = ScopeSet("openid2 offline OPENID offline_access_")
        #expect(!near.asksForIDToken && !near.asksForRefreshToken && !near.contains("offline_"))
        #expect(scope.filtered(to: ["name", "openid", "email"]).words == ["openid", "name"])
        #expect(scope.filtered(to: []).isEmpty)
        #expect(ScopeSet(words: ["a", "b", "a"]) == ScopeSet("a b"))
        #expect(ScopeSet("a b") != ScopeSet("b a"))
    }

    @Test("response_type means the same in any order", arguments: responseTypes)
    func responseType(_ row: (texts: [String], isHybrid: Bool, mode: ResponseMode)) throws {
        let types = try row.texts.map { try #require(ResponseType($0)) }
        #expect(Set(types).count == 1)
        #expect(types[0].isHybrid == row.isHybrid)
        #expect(types[0].defaultMode == row.mode)
        #expect(types[0].isFrontChannel == (row.mode == .fragment))
    }

    static let responseTypes: [(texts: [String], isHybrid: Bool, mode: ResponseMode)] = [
        (["code", " code "], false, .query), (["token"], false, .fragment), (["id_token"], false, .fragment),
        (["id_token token", "token id_token"], false, .fragment), (["code token", "token  code"], true, .fragment),
        (["code id_token", "id_token code"], true, .fragment),
        (["code id_token token", "token code id_token", "id_token token code"], true, .fragment),
    ]

    @Test("response_type: all eight combinations but the empty one are told apart")
    func combinations() throws {
        let code = try #require(ResponseType("code"))
        #expect(code.code && !code.token && !code.idToken)
        let token = try #require(ResponseType("token"))
        #expect(!token.code && token.token && !token.idToken)
        let idToken = try #require(ResponseType("id_token"))
        #expect(!idToken.code && !idToken.token && idToken.idToken)
    }

    @Test(
        "response_type is refused",
        arguments: [
            "", " ", "none", "code code", "token id_token token", "code foo", "CODE", "code,token", "code+token",
            "code\ttoken", "idtoken", "id_token\u{301}",
        ]
    )
    func unknownResponseType(_ text: String) {
        #expect(ResponseType(text) == nil)
    }

    @Test("a code challenge or verifier is 43 to 128 unreserved characters", arguments: proofs)
    func proof(_ row: (text: String, isWellFormed: Bool)) {
        #expect(CodeChallenge.isWellFormed(row.text) == row.isWellFormed)
    }

    static let proofs: [(text: String, isWellFormed: Bool)] = [
        ("", false), (String(repeating: "a", count: 42), false), (String(repeating: "a", count: 43), true),
        (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
        ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", true), (String(repeating: "A-z_0.9~", count: 6), true),
        (String(repeating: "a", count: 43) + "=", false), (String(repeating: "a", count: 43) + "é", false),
        (String(repeating: "é", count: 43), false), (String(repeating: "a", count: 43) + "+", false),
        (String(repeating: "a", count: 43) + "/", false), (String(repeating: "a", count: 43) + " ", false),
        (String(repeating: "a", count: 43) + "\u{0}", false), (String(repeating: "\u{212A}", count: 43), false),
    ]

    @Test("an identifier is its text, ordered by it")
    func identifiers() {
        let ids: [Identifier<Client>] = ["b", "a", Identifier("B")]
        #expect(ids.sorted().map(\.description) == ["B", "a", "b"])
        #expect(Identifier<User>("auth0|1") == "auth0|1")
    }
}
