@testable import Flows
import TenantModel
import Testing

@Suite("context.protocol")
struct LoginProtocolTests {
    @Test(
        "is told from the response type",
        arguments: [
            ("code", LoginProtocol.authorizationCode), ("token", .implicit), ("id_token", .implicit),
            ("id_token token", .implicit), ("code token", .hybrid), ("code id_token", .hybrid),
            ("token code id_token", .hybrid),
        ]
    )
    func responseType(_ type: String, _ expected: LoginProtocol) throws {
        #expect(LoginProtocol(try #require(ResponseType(type))) == expected)
    }

    @Test("comes with what was asked, passwords and secrets left out")
    func withoutSecrets() {
        let parameters: JSONObject = [
            "client_id": "app", "password": "canary", "scope": "openid", "client_secret": "canary", "custom": "x",
        ]
        #expect(parameters.withoutSecrets.names == ["client_id", "scope", "custom"])
    }
}
