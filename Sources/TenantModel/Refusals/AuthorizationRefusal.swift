/// Where an authorization refusal may be told (RFC 6749 §4.1.2.1).
package enum AuthorizationRefusal: Error, Hashable, Sendable {
    /// Client or `redirect_uri` unproven: a page, never a redirect.
    case shown(OAuthError)
    /// Only validation can make a `RedirectTarget`.
    case redirected(OAuthError, to: RedirectTarget)
}
