/// The tenant's settings: `tenant` of a seed.
package struct TenantSettings: Hashable, Sendable {
    package var friendlyName: String?
    package var pictureURL: String?
    package var supportEmail: String?
    package var supportURL: String?
    /// Name of the connection used where a password login names none.
    package var defaultDirectory: String?
    package var defaultAudience: String?
    package var allowedLogoutURLs: [String] = []
    /// How long a single sign-on session lives in all.
    package var sessionLifetime: Duration = .seconds(168 * 3600)
    /// How long it lives without a completed authorization.
    package var idleSessionLifetime: Duration = .seconds(72 * 3600)
    package var flags = JSONObject()
    /// Accepted, shown, not acted on.
    package var kept = JSONObject()

    package init() {}

    /// `oidc_logout.rp_logout_end_session_endpoint_discovery`: discovery names the endpoint of RP-initiated logout.
    package var announcesEndSession: Bool {
        kept["oidc_logout"]?.object?["rp_logout_end_session_endpoint_discovery"]?.flag ?? false
    }
}
