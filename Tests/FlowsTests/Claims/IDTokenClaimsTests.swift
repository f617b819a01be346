import TenantModel
import Testing
import Tokens

@Suite("The claims of an id_token")
struct IDTokenClaimsTests {
    private func claims(_ pipeline: Pipeline, _ additional: JSONObject = [:], lifetime: Duration = .seconds(36000))
        -> IDTokenClaims
    {
        IDTokenClaims(
            issuer: "https://tenant.localhost/",
            subject: "auth0|1",
            audience: "client",
            issuedAt: TestDirectory.noon,
            lifetime: lifetime,
            pipeline: pipeline,
            additional: additional
        )
    }

    @Test("stand in the order of their pipeline")
    func order() {
        #expect(claims(.legacy, ["email": "x"]).object.names == ["email", "iss", "sub", "aud", "exp", "iat"])
        var conformant = claims(.conformant, ["email": "x"])
        conformant.nonce = "n"
        conformant.accessTokenHash = "h"
        conformant.authenticatedAt = TestDirectory.noon
        conformant.authorizedParty = "other"
        #expect(
            conformant.object.names == [
                "email", "iss", "sub", "aud", "iat", "exp", "auth_time", "at_hash", "nonce", "azp",
            ]
        )
    }

    @Test(
        "registered claims win over attributes of the same name",
        arguments: [
            "iss", "sub", "aud", "exp", "iat", "nbf", "auth_time", "at_hash", "c_hash", "nonce", "azp", "sid",
        ]
    )
    func registered(_ name: String) {
        let plain = claims(.legacy).object
        #expect(claims(.legacy, JSONObject([(name, "mine")])).object == plain)
    }

    @Test("say whole seconds, never later than the instant")
    func wholeSeconds() {
        var token = claims(.legacy)
        token.issuedAt = TestDirectory.noon + .milliseconds(999)
        #expect(token.object["iat"] == 1_462_363_200)
        #expect(token.object["exp"] == 1_462_399_200)
        #expect(token.expiresAt.milliseconds == 1_462_399_200_000)
    }

    @Test("end with the years at the latest")
    func endOfTime() {
        let token = claims(.legacy, lifetime: .seconds(Int64.max))
        #expect(token.object["exp"] == 253_402_300_799)
    }
}
