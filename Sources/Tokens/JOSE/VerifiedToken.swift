package import TenantModel

/// A token whose signature was checked; only `JWSVerifier` can make one.
///
/// A signature says nothing about time, issuer or audience: that is the business of `ClaimChecks`.
package struct VerifiedToken: Sendable {
    package let header: JSONObject
    package let claims: JSONObject

    init(_ token: CompactJWS) {
        header = token.header
        claims = token.unverifiedClaims
    }
}
