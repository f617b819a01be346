import TenantModel
import Testing
import UnderstudyTesting

/// OIDC Discovery §3, RFC 8414 §2: a library takes what is advertised for a promise.
@Suite("What discovery advertises", .tags(.endToEnd))
struct AdvertisedTests {
    static let eras = [Era.legacy, .modern]

    private func document(_ browser: Browser) async throws -> JSONObject {
        try await browser.get(browser.at("/.well-known/openid-configuration")).json
    }

    private func words(_ name: String, _ browser: Browser) async throws -> [String] {
        let words = try #require(try await document(browser)[name]?.elements).compactMap(\.text)
        try #require(!words.isEmpty)
        return words
    }

    @Test("is the same document for OAuth and for OpenID Connect", arguments: eras)
    func bothNames(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            let other = try await browser.get(browser.at("/.well-known/oauth-authorization-server"))
            #expect(other.status == 200)
            #expect(other.json == (try await document(browser)))
            #expect(other.fields["Access-Control-Allow-Origin"] == "*")
        }
    }

    @Test("has no endpoint that is not served", arguments: eras)
    func endpoints(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            let document = try await document(browser)
            let names = document.names.filter { $0.hasSuffix("_endpoint") || $0 == "jwks_uri" }
            #expect(names.count == (era == .modern ? 6 : 5))
            for name in names {
                let address = try #require(document[name]?.text)
                let isPosted = name == "token_endpoint" || name == "revocation_endpoint"
                let answer =
                    isPosted
                    ? try await browser.post(address, form: ["grant_type": "authorization_code"])
                    : try await browser.get(address)
                #expect(![404, 405, 500, 501].contains(answer.status), "\(name): \(answer.status) \(answer.text)")
            }
        }
    }

    @Test("is that none of the forms of a request object is taken", arguments: eras)
    func requestObjects(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            let document = try await document(browser)
            for (name, error) in [
                ("request", "request_not_supported"), ("request_uri", "request_uri_not_supported"),
            ] {
                #expect(document["\(name)_parameter_supported"] == false)
                let answer = try await browser.get(
                    browser.at("/authorize?client_id=\(TestClient.conformant.id)&response_type=code&\(name)=x&state=s")
                )
                #expect(answer.location?.query("error") == error)
                #expect(answer.location?.query("state") == "s")
            }
        }
    }

    /// What a response type brings, in the words of the answer.
    private static let members = ["code": "code", "token": "access_token", "id_token": "id_token"]

    @Test("is played: response types, each in every mode that it may have", arguments: eras)
    func responseTypes(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            let modes = try await words("response_modes_supported", browser)
            for type in try await words("response_types_supported", browser) {
                for mode in modes where mode != "query" || type == "code" {
                    let answer = try await browser.logIn(
                        .conformant,
                        type,
                        with: ["nonce": "n", "response_mode": mode, "prompt": "login"]
                    )
                    for word in type.split(separator: " ") {
                        let member = try #require(Self.members[String(word)])
                        let value =
                            switch mode {
                            case "query": answer.location?.query(member)
                            case "fragment": answer.location?.fragment(member)
                            default: HTMLForm(in: answer.text)?[member]
                            }
                        #expect(value?.isEmpty == false, "\(type), \(mode)")
                    }
                }
            }
        }
    }

    @Test("is played: grants, algorithms and ways of client authentication", arguments: eras)
    func exchanges(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            #expect(
                Set(try await words("grant_types_supported", browser))
                    == ["authorization_code", "implicit", "refresh_token"]
            )
            let scope = "openid offline_access"
            let code = try await browser.code(for: .conformant, scope: scope, with: ["prompt": "login"])
            let tokens = try await browser.redeem(code, by: .conformant).json
            let refreshed = try await browser.post(
                browser.at("/oauth/token"),
                form: [
                    "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]?.text ?? "",
                    "client_id": TestClient.conformant.id, "client_secret": TestClient.conformant.secret,
                ]
            )
            #expect(refreshed.status == 200, "\(refreshed.refusal)")

            let algorithms = try await words("id_token_signing_alg_values_supported", browser)
            let used = try await [TestClient.legacy, .conformant].asyncMap { client in
                let answer = try await browser.redeem(
                    try await browser.code(for: client, with: ["prompt": "login"]),
                    by: client
                )
                return answer.json["id_token"]?.text?.tokenHeader["alg"]?.text ?? ""
            }
            #expect(Set(algorithms) == Set(used))

            for method in try await words("token_endpoint_auth_methods_supported", browser) {
                let client = method == "none" ? TestClient.spa : .legacy
                let verifier = ProofKeyTests.verifier
                let code = try await browser.code(for: client, with: ["code_challenge": verifier, "prompt": "login"])
                var form = FormCoding.encode([
                    "grant_type": "authorization_code", "code": code, "redirect_uri": client.callback,
                    "code_verifier": verifier,
                ])
                var fields: Fields = [:]
                if method == "client_secret_basic" {
                    fields.append("Authorization", "Basic \("\(client.id):\(client.secret)".base64)")
                } else {
                    form += "&client_id=\(client.id)"
                }
                if method == "client_secret_post" { form += "&client_secret=\(client.secret)" }
                let answer = try await browser.post(browser.at("/oauth/token"), body: form, fields: fields)
                #expect(answer.status == 200, "\(method): \(answer.refusal)")
            }
        }
    }

    @Test("is played: PKCE methods", arguments: eras)
    func challenges(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            for method in try await words("code_challenge_methods_supported", browser) {
                let challenge = method == "plain" ? ProofKeyTests.verifier : ProofKeyTests.challenge
                let code = try await browser.code(
                    for: .spa,
                    with: ["code_challenge": challenge, "code_challenge_method": method, "prompt": "login"]
                )
                let answer = try await browser.redeem(code, by: .spa, verifier: ProofKeyTests.verifier)
                #expect(answer.status == 200, "\(method): \(answer.refusal)")
            }
        }
    }

    @Test("is granted: every scope; and said: every claim that the user has", arguments: eras)
    func scopes(_ era: Era) async throws {
        try await TestTenant.with(era: era) { _, browser in
            let scopes = try await words("scopes_supported", browser)
            let claims = try await words("claims_supported", browser)
            let asked = scopes.joined(separator: " ")
            var said: Set<String> = []
            for client in [TestClient.conformant, .legacy] {
                let code = try await browser.code(
                    for: client,
                    scope: asked,
                    with: ["max_age": "1000", "prompt": "login"]
                )
                let tokens = try await browser.redeem(code, by: client).json
                said.formUnion(try #require(tokens["id_token"]?.text).claims.names)
                // A conformant answer says its scope where it is another than was asked for.
                if era == .modern { #expect(tokens["scope"] == nil) }
            }
            #expect(Set(claims).subtracting(said).isSubset(of: ["phone_number"]), "Ada has no telephone")
            let attributes = ["created_at", "identities"]
            #expect(attributes.allSatisfy { scopes.contains($0) == (era == .legacy) })
            #expect(attributes.allSatisfy { claims.contains($0) == (era == .legacy) })
        }
    }

    @Test("has the endpoint of a logout where the tenant's settings ask for it", arguments: [true, false])
    func endSession(_ isAsked: Bool) async throws {
        let setting = "  oidc_logout: { rp_logout_end_session_endpoint_discovery: \(isAsked) }\n"
        try await TestTenant.with(era: .legacy, edit: { $0.replacing("tenant:\n", with: "tenant:\n\(setting)") }) {
            _,
            browser in
            let endpoint = try await document(browser)["end_session_endpoint"]
            #expect(endpoint == (isAsked ? .string("\(TestTenant.origin)/oidc/logout") : nil))
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
