/// A refusal in OAuth's own words (RFC 6749 §5.2; OIDC Core §3.1.2.6 adds the interactive codes).
package struct OAuthError: ExplainedRefusal, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The wire value of `error`.
    package let code: Code
    /// The wire value of `error_description`, in the tenant's wording.
    package let description: String
    /// The status, if Auth0 documents another one here than the code usually has.
    package let statusOverride: Int?

    package var explanation: Explanation
    /// For the headers of a caller who asked too often.
    package var rateLimit: RateLimit?
    /// The client tried HTTP Basic: a 401 has to name that scheme (RFC 6749 §5.2).
    package var challengesBasic = false
    /// The real tenant would have gone on: nothing happened to this one.
    package private(set) var isNotEmulated = false

    package init(_ code: Code, _ description: String, status: Int? = nil, hint: String? = nil) {
        self.code = code
        self.description = description
        explanation = Explanation(hint: hint)
        statusOverride = status
    }

    package var words: String { description }
    package var hint: String? { explanation.hint }

    /// By what a client can see: two explanations of one answer make no difference.
    package static func == (left: OAuthError, right: OAuthError) -> Bool {
        (left.code, left.description, left.statusOverride) == (right.code, right.description, right.statusOverride)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(description)
    }

    /// `description` with the characters that a client may be sent.
    package var wireDescription: String { ErrorDescription.onWire(description) }
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
    /// OIDC Core §3.1.2.6.
    package static let requestNotSupported = Self(rawValue: "request_not_supported")
    package static let requestURINotSupported = Self(rawValue: "request_uri_not_supported")
    package static let loginRequired = Self(rawValue: "login_required")
    package static let interactionRequired = Self(rawValue: "interaction_required")
    /// The code of `/oauth/ro` for a missing second factor.
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
    /// A path, a grant or a parameter of the real tenant that is not played.
    ///
    /// - Parameter code: inside an endpoint that is served, one of OAuth's own, because libraries read the description
    ///   of those alone.
    package static func notEmulated(_ what: String, as code: Code = .notEmulated) -> Self {
        var refusal = OAuthError(
            code,
            "\(what) is part of the real tenant, but is not emulated here.",
            status: code == .notEmulated ? nil : 400,
            hint: "The README lists what is served and what is not."
        )
        refusal.isNotEmulated = true
        return refusal
    }

    package static func grantNotAllowed(_ grant: GrantType, to client: Client) -> Self {
        .unauthorizedClient("Grant type '\(grant.rawValue)' not allowed for the client.")
            .because(
                "The grant_types of \(client.name) lack \(grant.rawValue); they are "
                    + (client.grantTypes.map { "[\($0.map(\.rawValue).joined(separator: ", "))]" } ?? "the defaults"),
                hint: "Add \(grant.rawValue) to clients[..].grant_types"
            )
            .about(client: client.id)
    }

    package static func unsupportedGrantType(_ name: String) -> Self {
        .init(.unsupportedGrantType, "Unsupported grant type: \(name.prefix(80))", status: 501)
            // A grant type that nobody knows may be anything, a secret in the wrong place, too.
            .because("grant_type is \(name == "undefined" ? "missing" : "none that this endpoint knows")")
    }

    /// - Parameter endpoint: the word the documentation calls it by.
    package static func endpointDisabled(_ endpoint: String) -> Self {
        .init(.endpointDisabled, "The \(endpoint) endpoint is disabled", status: 404)
    }

    /// The refusal of a refresh token.
    ///
    /// Client libraries search the description for `invalid refresh token`.
    package static func unknownRefreshToken(_ reason: String, hint: String? = nil) -> Self {
        invalidGrant("Unknown or invalid refresh token.").because(reason, hint: hint)
    }

    package static func refreshTokenOfNobody(_ user: Identifier<User>) -> Self {
        invalidGrant("The refresh_token was generated for a user who doesn't exist anymore.")
            .because("The refresh token's user \(user.rawValue) has been deleted")
            .about(user: user)
    }

    package static func tooManyRequests(_ limit: RateLimit) -> Self {
        var refusal = OAuthError(
            .tooManyRequests,
            "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers."
        )
        refusal.rateLimit = limit
        return refusal
    }

    /// - Parameter place: the claim, or what within it.
    package static func unsafeNumber(at place: String) -> Self {
        OAuthError(
            .serverError,
            "The claim \(place) is a number beyond 2^53, which readers of a token round: write it as a string",
            status: 500
        )
    }

    package static func unknownClient(_ reason: String) -> Self { unauthorizedClient("invalid client").because(reason) }

    package static func connectionNotFound(_ reason: String) -> Self {
        invalidRequest("the connection was not found").because(reason)
    }

    /// What `/oauth/ro` and its siblings say of a connection that the client may not use.
    package static func connectionDisabled(_ connection: Connection, for client: Client) -> Self {
        invalidRequest("the connection was disabled").because(
            "\(client.name) may not use the connection \(connection.name)",
            hint: "Add \(client.name) to enabled_clients of \(connection.name)"
        )
        .about(client: client.id)
    }

    package static func connectionCannot(_ connection: Connection, _ what: String) -> Self {
        invalidRequest("specified strategy does not support requested operation")
            .because("The connection \(connection.name) has the strategy \(connection.strategy.rawValue): it \(what)")
    }

    package static func wrongPassword(_ reason: String) -> Self {
        OAuthError(.invalidUserPassword, "Wrong email or password.").because(reason)
    }

    package static func userIsBlocked(_ user: User) -> Self {
        OAuthError(.unauthorized, "user is blocked")
            .because("\(user.label) is blocked", hint: "Take blocked: true from the user")
            .about(user: user.id)
    }

    /// The refusal of a blocked user, whoever it is.
    package var isOfBlockedUser: Bool { code == .unauthorized && description == "user is blocked" }

    package var isOfUnknownConnection: Bool { self == .connectionNotFound("") }
}

extension User {
    /// What people know the user by, for sentences.
    package var label: String { email ?? username ?? phoneNumber ?? id.rawValue }
}
