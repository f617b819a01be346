/// A refusal in the words of the Management API (Management API §3).
package struct ManagementError: Error, Hashable, Sendable {
    package let status: Int
    package let message: String
    /// `errorCode`; missing on many answers.
    package let code: String?

    package init(_ status: Int, _ message: String, code: String? = nil) {
        self.status = status
        self.message = message
        self.code = code
    }

    package static let missingToken = ManagementError(401, "Missing authentication")
    package static let malformedHeader = ManagementError(
        400,
        "Bad HTTP authentication header format",
        code: "Bearer"
    )
    package static let invalidToken = ManagementError(401, "Invalid token")
    package static let notGlobal = ManagementError(401, "Client is not global.")
    package static let invalidSignature = ManagementError(
        401,
        "Invalid signature received for JSON Web Token validation"
    )
    package static let expiredToken = ManagementError(401, "Expired token received for JSON Web Token validation")
    package static let wrongSubject = ManagementError(
        403,
        "User to be acted on does not match subject in bearer token.",
        code: "insufficient_scope"
    )

    package static func insufficientScope(_ expected: [String]) -> Self {
        .init(
            403,
            "Insufficient scope, expected any of: \(expected.joined(separator: ","))",
            code: "insufficient_scope"
        )
    }

    package static func body(_ why: String) -> Self {
        .init(400, "Payload validation error: '\(why)'.", code: "invalid_body")
    }

    package static func query(_ why: String) -> Self {
        .init(400, "Query validation error: '\(why)'.", code: "invalid_query_string")
    }
}
