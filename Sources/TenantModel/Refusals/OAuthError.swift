/// A refusal in OAuth's own words (RFC 6749 §5.2; OIDC Core §3.1.2.6 adds the interactive codes).
package struct OAuthError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The wire value of `error`.
    package let code: Code
    /// The wire value of `error_description`, in the tenant's wording.
    package let description: String
    /// Where the documented status is not the one the code usually has (authentication API §2.5).
    package let statusOverride: Int?

    /// What a person who reads it on a page or in the journal can do about it; never on the wire.
    package let hint: String?
    /// For the headers of a caller who asked too often.
    package var rateLimit: RateLimit?

    package init(_ code: Code, _ description: String, status: Int? = nil, hint: String? = nil) {
        self.code = code
        self.description = description
        self.hint = hint
        statusOverride = status
    }
}

extension OAuthError {
    package func hinting(_ hint: String) -> OAuthError {
        OAuthError(code, description, status: statusOverride, hint: hint)
    }
}

extension OAuthError.Code {
    package static let invalidRequest = Self(rawValue: "invalid_request")
    package static let invalidClient = Self(rawValue: "invalid_client")
    package static let invalidGrant = Self(rawValue: "invalid_grant")
    package static let invalidScope = Self(rawValue: "invalid_scope")
    package static let invalidUserPassword = Self(rawValue: "invalid_user_password")
    package static let unauthorizedClient = Self(rawValue: "unauthorized_client")
    package static let unauthorized = Self(rawValue: "unauthorized")
    package static let accessDenied = Self(rawValue: "access_denied")
    package static let unsupportedGrantType = Self(rawValue: "unsupported_grant_type")
    package static let unsupportedResponseType = Self(rawValue: "unsupported_response_type")
    package static let unsupportedResponseMode = Self(rawValue: "unsupported_response_mode")
    package static let loginRequired = Self(rawValue: "login_required")
    package static let interactionRequired = Self(rawValue: "interaction_required")
    /// `/oauth/ro` has a code of its own for it (authentication API §5.1).
    package static let legacySecondFactorRequired = Self(rawValue: "a0.mfa_required")
    package static let endpointDisabled = Self(rawValue: "endpoint_disabled")
    package static let tooManyRequests = Self(rawValue: "too_many_requests")
    package static let methodNotAllowed = Self(rawValue: "method_not_allowed")
    package static let notEmulated = Self(rawValue: "not_emulated")
    package static let serverError = Self(rawValue: "server_error")
}

extension OAuthError {
    package static func invalidRequest(_ why: String) -> Self { .init(.invalidRequest, why) }
    package static func invalidGrant(_ why: String) -> Self { .init(.invalidGrant, why) }
    package static func unauthorizedClient(_ why: String) -> Self { .init(.unauthorizedClient, why) }
    package static func notEmulated(_ what: String) -> Self {
        .init(
            .notEmulated,
            "\(what) is part of the real tenant, but not of this one.",
            hint: "The README lists what is served and what is not."
        )
    }

    package static func grantNotAllowed(_ grant: GrantType) -> Self {
        .unauthorizedClient("Grant type '\(grant.rawValue)' not allowed for the client.")
    }

    package static func unsupportedGrantType(_ name: String) -> Self {
        .init(.unsupportedGrantType, "Unsupported grant type: \(name.prefix(80))", status: 501)
    }

    /// - Parameter endpoint: the word the documentation calls it by.
    package static func endpointDisabled(_ endpoint: String) -> Self {
        .init(.endpointDisabled, "The \(endpoint) endpoint is disabled", status: 404)
    }

    /// Clients look for `invalid refresh token` in it (client traffic R20).
    package static let unknownRefreshToken = invalidGrant("Unknown or invalid refresh token.")
    package static let refreshTokenOfNobody = invalidGrant(
        "The refresh_token was generated for a user who doesn't exist anymore."
    )
    package static func tooManyRequests(_ limit: RateLimit) -> Self {
        var refusal = OAuthError(
            .tooManyRequests,
            "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers."
        )
        refusal.rateLimit = limit
        return refusal
    }

    package static let connectionNotFound = invalidRequest("the connection was not found")
    package static let connectionDisabled = invalidRequest("the connection was disabled")
    package static let connectionCannot = invalidRequest("specified strategy does not support requested operation")
    package static let unknownClient = unauthorizedClient("invalid client")
    package static let wrongPassword = OAuthError(.invalidUserPassword, "Wrong email or password.")
    package static let userIsBlocked = OAuthError(.unauthorized, "user is blocked")
}
