package import TenantModel

/// What a verified token must say to be taken at an instant (RFC 7519 §4.1).
///
/// There is no leeway: tenant and token read the same clock. `iat` is not looked at, for a tenant whose clock was moved
/// back still honours what it issued.
package struct ClaimChecks: Sendable {
    package var instant: Timestamp
    /// Byte for byte; nil: any.
    package var issuer: String?
    /// Must be `aud` or among it, byte for byte; nil: any.
    package var audience: String?
    /// False for tokens that may have no `exp`, such as a self-signed Management API token.
    package var requiresExpiry: Bool

    package init(
        at instant: Timestamp,
        issuer: String? = nil,
        audience: String? = nil,
        requiringExpiry requiresExpiry: Bool = true
    ) {
        self.instant = instant
        self.issuer = issuer
        self.audience = audience
        self.requiresExpiry = requiresExpiry
    }

    /// Looks at `nbf`, `exp`, `aud`, `iss`, in this order, which is the public JWT package's.
    ///
    /// - Throws: `notActive`, `expired`, `invalidAudience`, `invalidIssuer`, or `invalidClaim` for a date that is no
    ///   number or an `exp` that is missing.
    package func check(_ claims: JSONObject) throws(TokenRefusal) {
        try checkDates(claims)
        if let audience, !Self.names(claims["aud"], audience) { throw .invalidAudience(expected: audience) }
        if let issuer, !Self.equal(claims["iss"], issuer) { throw .invalidIssuer(expected: issuer) }
    }

    private func checkDates(_ claims: JSONObject) throws(TokenRefusal) {
        if let value = claims["nbf"] {
            guard let date = NumericDate(value) else { throw .invalidClaim("nbf") }
            guard date.milliseconds <= instant.milliseconds else { throw .notActive }
        }
        if let value = claims["exp"] {
            guard let date = NumericDate(value) else { throw .invalidClaim("exp") }
            guard instant.milliseconds < date.milliseconds else { throw .expired }
        } else if requiresExpiry {
            throw .invalidClaim("exp")
        }
    }

    private static func names(_ claim: JSONValue?, _ audience: String) -> Bool {
        guard let elements = claim?.elements else { return equal(claim, audience) }
        return elements.allSatisfy { $0.text != nil } && elements.contains { equal($0, audience) }
    }

    /// Swift's own `==` takes canonically equivalent texts for equal; RFC 7519 §2 does not.
    private static func equal(_ claim: JSONValue?, _ text: String) -> Bool {
        claim?.text?.utf8.elementsEqual(text.utf8) ?? false
    }

    /// Seconds since 1970, perhaps with a fraction (RFC 7519 §2), to the clock's own grain of a millisecond.
    private struct NumericDate {
        /// Held at the ends of its range: `1e308` is a date like any other, only late.
        let milliseconds: Int64

        init?(_ value: JSONValue) {
            switch value {
            case .integer(let seconds):
                let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
                milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
            case .number(let seconds) where seconds.isFinite:
                let rounded = (seconds * 1000).rounded()
                milliseconds = Int64(exactly: rounded) ?? (seconds < 0 ? .min : .max)
            default: return nil
            }
        }
    }
}
