import Flows
import TenantModel
import Testing

/// RFC 6749 §4.1.3, RFC 7636 §4.6.
@Suite("The decision on a code")
struct AuthorizationCodeGrantTests {
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let challenge = CodeChallenge(method: .s256, value: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var begunWith: String? = "https://app.example/cb"
        var challenge: CodeChallenge?
        var redirectURI: String? = "https://app.example/cb"
        var verifier: String?
        var isPublic = false
        /// Code and beginning of the description; nil: the code is good.
        var refusal: (code: OAuthError.Code, strict: OAuthError.Code, description: String)?
    }

    private static func wrongURI(_ sent: String) -> (OAuthError.Code, OAuthError.Code, String) {
        (
            .unauthorizedClient, .invalidGrant,
            "The redirect URI is wrong. You sent \(sent), and we expected https://app.example/cb"
        )
    }

    private static let wrongVerifier = (
        OAuthError.Code.invalidGrant, OAuthError.Code.invalidGrant, "Failed to verify code verifier"
    )

    /// RFC 9700 §4.8.2: the challenge was taken out of the request.
    private static let unaskedVerifier = (
        OAuthError.Code.invalidGrant, OAuthError.Code.invalidGrant,
        "A code_verifier was sent, but the code was issued without code_challenge"
    )

    static let rows = [
        Row(testDescription: "the same redirect URI"),
        Row(testDescription: "none, as at the beginning", begunWith: nil, redirectURI: nil),
        Row(testDescription: "one, where none was needed", begunWith: nil),
        Row(
            testDescription: "another redirect URI",
            redirectURI: "https://app.example/cb/",
            refusal: wrongURI("https://app.example/cb/")
        ),
        Row(testDescription: "no redirect URI", redirectURI: nil, refusal: wrongURI("null")),
        Row(testDescription: "the right verifier", challenge: challenge, verifier: verifier),
        Row(
            testDescription: "a public client with the right verifier",
            challenge: challenge,
            verifier: verifier,
            isPublic: true
        ),
        Row(
            testDescription: "a wrong verifier",
            challenge: challenge,
            verifier: verifier + "x",
            refusal: wrongVerifier
        ),
        Row(testDescription: "no verifier", challenge: challenge, refusal: wrongVerifier),
        Row(
            testDescription: "the challenge itself",
            challenge: challenge,
            verifier: challenge.value,
            refusal: wrongVerifier
        ),
        Row(
            testDescription: "a verifier nobody asked for",
            verifier: verifier,
            refusal: unaskedVerifier
        ),
        Row(
            testDescription: "a public client with a verifier nobody asked for",
            verifier: verifier,
            isPublic: true,
            refusal: unaskedVerifier
        ),
        Row(
            testDescription: "a public client without any proof",
            isPublic: true,
            refusal: (
                .invalidGrant, .invalidGrant,
                "A public client must use PKCE: the code was issued without code_challenge"
            )
        ),
        Row(
            testDescription: "a wrong redirect URI before a wrong verifier",
            challenge: challenge,
            redirectURI: nil,
            refusal: wrongURI("null")
        ),
    ]

    @Test("depends on what the client began with", arguments: rows, [false, true])
    func decision(_ row: Row, _ isStrict: Bool) throws {
        var request = AuthorizationRequest(
            client: "client",
            pipeline: .legacy,
            responseType: try #require(ResponseType("code")),
            target: RedirectTarget(redirectURI: "https://app.example/cb", mode: .query, state: nil),
            scope: ScopeSet("openid"),
            parameters: [:]
        )
        request.sentRedirectURI = row.begunWith
        request.codeChallenge = row.challenge
        let noon = TestDirectory.noon
        let login = Login(user: "auth0|1", connection: "c", profile: [:], authenticatedAt: noon)
        let code = AuthorizationCode(value: "code", request: request, login: login, expiresAt: noon)
        let decision = AuthorizationCodeGrant.decide(
            code,
            .init(redirectURI: row.redirectURI, verifier: row.verifier),
            isPublic: row.isPublic,
            isStrict: isStrict
        )
        switch (decision, row.refusal) {
        case (.success(let good), nil): #expect(good == code)
        case (.failure(let refusal), let expected?):
            #expect(refusal.code == (isStrict ? expected.strict : expected.code))
            #expect(refusal.description == expected.description)
        default: Issue.record("\(decision)")
        }
    }
}
