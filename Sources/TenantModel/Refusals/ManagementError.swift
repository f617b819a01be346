/// A refusal in the form of the Management API.
package struct ManagementError: ExplainedRefusal, Hashable, Sendable {
    package let status: Int
    package let message: String
    /// `errorCode`; missing on many answers.
    package let code: String?
    package var explanation = Explanation()

    package init(_ status: Int, _ message: String, code: String? = nil) {
        self.status = status
        self.message = message
        self.code = code
    }

    package var words: String { message }

    package static let missingToken = ManagementError(401, "Missing authentication")
        .hinting("Send Authorization: Bearer TOKEN; understudy token management makes one")

    package static let malformedHeader = ManagementError(
        400,
        "Bad HTTP authentication header format",
        code: "Bearer"
    )
    .because("The Authorization header is not \"Bearer\" and a JWT of three parts, joined by one blank")

    package static func invalidToken(_ reason: String) -> Self { ManagementError(401, "Invalid token").because(reason) }

    package static func notGlobal(_ reason: String) -> Self {
        ManagementError(401, "Client is not global.").because(reason)
    }

    package static func invalidSignature(_ reason: String) -> Self {
        ManagementError(401, "Invalid signature received for JSON Web Token validation").because(reason)
    }

    package static func expiredToken(_ reason: String) -> Self {
        ManagementError(401, "Expired token received for JSON Web Token validation").because(reason)
    }

    package static func wrongSubject(_ reason: String) -> Self {
        ManagementError(
            403,
            "User to be acted on does not match subject in bearer token.",
            code: "insufficient_scope"
        )
        .because(reason)
    }

    package static func insufficientScope(_ expected: [String]) -> Self {
        .init(
            403,
            "Insufficient scope, expected any of: \(expected.joined(separator: ","))",
            code: "insufficient_scope"
        )
    }

    /// A path of the real tenant that is not played.
    ///
    /// 404, which the official SDKs take as "this tenant has no such feature"; they repeat whatever is 500 and above.
    package static func notEmulated(_ path: String) -> Self {
        .init(404, OAuthError.notEmulated(path).description, code: "not_emulated")
    }

    package static func body(_ why: String) -> Self {
        .init(400, "Payload validation error: '\(why)'.", code: "invalid_body")
    }

    package static func query(_ why: String) -> Self {
        .init(400, "Query validation error: '\(why)'.", code: "invalid_query_string")
    }
}
