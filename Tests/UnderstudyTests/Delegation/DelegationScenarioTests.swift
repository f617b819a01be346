import TenantModel
import Testing
import Tokens
import UnderstudyTesting

/// The scenario of "Delegation Tokens": two applications call one API, each with a token of its own for it.
@Suite("Two applications and the API they share", .tags(.endToEnd, .golden))
struct DelegationScenarioTests {
    private func claims(of token: String, bySecretOf word: String) throws -> JSONObject {
        let key = try HMACKey(bytes: Array(DelegationTenant.secret(word).utf8))
        return try JWSVerifier(allowing: [.hs256], hmac: key).verify(token).claims
    }

    @Test("App A and App B delegate to API C, which believes its own secret; App X is refused")
    func scenario() async throws {
        try await DelegationTenant.with { _, browser in
            for app in ["AppA", "AppB"] {
                let own = try await browser.idToken(of: app)
                let answer = try await browser.delegate(DelegationCall(by: app, ["id_token": own]).to("ApiC"))
                #expect(answer.json.names == ["token_type", "expires_in", "id_token"])
                #expect(answer.json["token_type"] == "Bearer")
                #expect(answer.json["expires_in"] == 600)
                let token = try #require(answer.json["id_token"]?.text)
                let claims = try claims(of: token, bySecretOf: "ApiC")
                #expect(claims["aud"] == .string(DelegationTenant.id("ApiC")))
                #expect(claims["azp"] == .string(DelegationTenant.id(app)))
                #expect(claims["sub"] == .string(Person.adaID))
                #expect(claims.names.last == "azp")
                #expect(throws: TokenRefusal.invalidSignature) { try self.claims(of: token, bySecretOf: app) }
            }
            let stranger = DelegationCall(by: "AppX", ["id_token": try await browser.idToken(of: "AppX")]).to("ApiC")
            let refused = try await browser.expectNoChange { try await browser.delegate(stranger) }
            let names = (DelegationTenant.id("AppX"), DelegationTenant.id("ApiC"))
            #expect(
                refused.refusal
                    == "403 access_denied: Client \(names.0) is not allowed to request delegation tokens for \(names.1)"
            )
            try browser.transcript.matchesGolden("Delegation/scenario.http")
        }
    }
}
