import TenantModel
import Testing
import Tokens
import UnderstudyTesting

@Suite("A forged token at /delegation", .tags(.endToEnd))
struct ForgedDelegationTests {
    private func delegate(_ token: String, _ browser: Browser, by client: TestClient = .legacy) async throws
        -> Exchange.Response
    {
        try await browser.post(
            browser.at("/delegation"),
            form: [
                "client_id": client.id, "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "id_token": token,
            ]
        )
    }

    @Test(
        "of every named defect is refused",
        arguments: ForgedTokenTests.Defect.allCases,
        [TestClient.legacy, .asymmetric]
    )
    func defects(_ defect: ForgedTokenTests.Defect, _ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            if client == .legacy, defect == .algorithmConfusion || defect == .unknownKeyID { return }
            let token = try await browser.mint([
                "kind": "id", "client": .string(client.rawValue), "user": "ada@example.com",
                "defect": .string(defect.rawValue),
            ])
            let answer = try await browser.expectNoChange { try await delegate(token, browser, by: client) }
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_grant")
            if defect == .expired { #expect(answer.json["error_description"] == "jwt expired") }
        }
    }

    @Test("with a header that says something else is refused", arguments: ForgedTokenTests.headers)
    func header(_ name: String, _ header: JSONObject, _ isSigned: Bool) async throws {
        try await TestTenant.with { _, browser in
            let key = try HMACKey(bytes: try #require(Base64URL.decodeLenient(TestClient.legacy.secret)))
            let claims = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims
            let signature: ForgedToken.Signature = isSigned ? .by(.hs256(key)) : .empty
            let answer = try await delegate(
                ForgedToken(header: header, claims: claims, signature: signature).text,
                browser
            )
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_grant")
        }
    }

    @Test(
        "with claims of its own, signed with the right secret, is judged by them",
        arguments: ForgedTokenTests.claimRows
    )
    func claims(_ name: String, _ changes: JSONObject, _ status: Int) async throws {
        try await TestTenant.with { _, browser in
            let key = try HMACKey(bytes: try #require(Base64URL.decodeLenient(TestClient.legacy.secret)))
            let claims = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims.merging(changes)
            let answer = try await delegate(JWTSigner(key).mint(claims), browser)
            #expect(answer.status == (status == 200 ? 200 : 400), "\(answer.refusal)")
            if status != 200 { #expect(answer.json["error"] == "invalid_grant") }
        }
    }

    @Test("of another tenant's is refused by its signature, and of a sister client's by its audience")
    func strangers() async throws {
        try await TestTenant.with { _, browser in
            let key = try HMACKey(bytes: Array("another tenant's secret, of 32 bytes".utf8))
            let genuine = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims
            let foreign = JWTSigner(key).mint(genuine)
            #expect(try await delegate(foreign, browser).refusal == "400 invalid_grant: invalid signature")
            let sister = try await browser.mint(["client": "Raw Secret", "user": "ada@example.com"])
            let answer = try await delegate(sister, browser)
            #expect(
                answer.refusal == "400 invalid_grant: jwt audience invalid. expected: \(TestClient.legacy.id)"
            )
        }
    }

    @Test("that names its presenter beside another client is vouched for by the presenter's key alone")
    func twoAudiences() async throws {
        try await TestTenant.with { _, browser in
            let genuine = try await browser.mint(["client": "Legacy", "user": "ada@example.com"]).claims
            for (presenter, answer) in [
                (TestClient.legacy, "400 invalid_grant: invalid signature"),
                (.asymmetric, "400 invalid_grant: invalid algorithm"),
            ] {
                let stranger = try HMACKey(bytes: Array(TestClient.rawSecret.secret.utf8))
                let audience: JSONValue = [.string(TestClient.rawSecret.id), .string(presenter.id)]
                let forged = JWTSigner(stranger).mint(genuine.merging(["aud": audience]))
                #expect(try await delegate(forged, browser, by: presenter).refusal == answer)
            }
            let own = try HMACKey(bytes: try #require(Base64URL.decodeLenient(TestClient.legacy.secret)))
            let audience: JSONValue = [.string(TestClient.rawSecret.id), .string(TestClient.legacy.id)]
            let token = JWTSigner(own).mint(genuine.merging(["aud": audience]))
            #expect(try await delegate(token, browser).status == 200)
        }
    }

    @Test("RS256 where the client's setting says HS256, and the other way round, is refused")
    func algorithm() async throws {
        try await TestTenant.with { _, browser in
            for (owner, signer) in [(TestClient.legacy, TestClient.asymmetric), (.asymmetric, .legacy)] {
                let claims = try await browser.mint([
                    "client": .string(owner.rawValue), "user": "ada@example.com",
                ]).claims
                let other = try await browser.mint(["client": .string(signer.rawValue), "user": "ada@example.com"])
                let forged = ForgedToken(header: other.tokenHeader, claims: claims, signature: .empty).text
                let answer = try await delegate(forged, browser, by: owner)
                #expect(answer.refusal == "400 invalid_grant: invalid algorithm")
            }
        }
    }
}
