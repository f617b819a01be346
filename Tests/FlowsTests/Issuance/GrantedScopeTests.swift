import Flows
import TenantModel
import Testing

/// RFC 6749 §5.1.
@Suite("The granted scope")
struct GrantedScopeTests {
    @Test(
        "is told only where it is not what was asked",
        arguments: [
            (Pipeline.legacy, "openid color", "openid color", nil), (.legacy, "", "", nil),
            (.conformant, "openid profile", "openid profile", nil),
            (.conformant, "openid color email", "openid email", "openid email"),
            (.conformant, "offline_access address phone", "offline_access address phone", nil),
            (.conformant, "color", "", ""),
        ] as [(Pipeline, String, String, String?)]
    )
    func echo(_ pipeline: Pipeline, _ asked: String, _ granted: String, _ echo: String?) throws {
        let request = AuthorizationRequest(
            client: "client",
            pipeline: pipeline,
            responseType: try #require(ResponseType("token")),
            target: RedirectTarget(redirectURI: "https://app.example/cb", mode: .fragment, state: nil),
            scope: ScopeSet(asked),
            parameters: [:]
        )
        let scope = GrantedScope(request, .none)
        #expect(scope.granted.description == granted)
        #expect(scope.echo == echo)
    }
}
