import HTTPTypes

/// Paths that the real tenant serves and this one does not.
///
/// They answer 501, so that they do not look like a misspelt path.
enum UnservedPaths {
    /// Documented paths.
    private static let exact: Set<String> = [
        "/activate", "/authorize/resume", "/bc-authorize", "/co/authenticate", "/co/verify",
        "/dbconnections/change_password", "/dbconnections/reset_password", "/dbconnections/signup",
        "/dbconnections/verify_email", "/decision", "/device", "/drwatson", "/info-v1.js",
        "/lo/forgot", "/lo/reset", "/lo/signup", "/login/unlink", "/mfa/associate", "/mfa/authenticators",
        "/mfa/challenge", "/oauth/device/code", "/oauth/par", "/oidc/register",
        "/passwordless/challenge", "/passwordless/start", "/passwordless/verify", "/passwordless/verify_redirect",
        "/relay.html", "/unlink", "/user/geoloc/country", "/user/ssodata", "/wsfed",
    ]

    /// Beginnings of documented paths.
    private static let prefixes = [
        "/api/", "/android/", "/client/", "/ios/", "/public/api/", "/samlp/", "/sso_dbconnection_popup/", "/tenants/",
        "/users/", "/wsfed/", "/.well-known/apple", "/.well-known/assetlinks", "/_understudy/faults",
    ]

    static func contains(_ path: String) -> Bool {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return exact.contains(path) || prefixes.contains { path.hasPrefix($0) }
    }
}
