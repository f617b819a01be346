import HTTPTypes

/// What the real tenant serves and this one does not: it must shout, not look like a typing error (design §2.5).
enum UnservedPaths {
    /// Documented paths, exact.
    private static let exact: Set<String> = [
        "/activate", "/authorize/resume", "/bc-authorize", "/co/authenticate", "/co/verify",
        "/dbconnections/change_password", "/dbconnections/reset_password", "/dbconnections/signup",
        "/dbconnections/verify_email", "/decision", "/device", "/drwatson", "/info-v1.js",
        "/lo/forgot", "/lo/reset", "/lo/signup", "/login/unlink", "/mfa/associate", "/mfa/authenticators",
        "/mfa/challenge", "/oauth/device/code", "/oauth/par", "/oidc/register",
        "/passwordless/challenge", "/passwordless/start", "/passwordless/verify", "/passwordless/verify_redirect",
        "/relay.html", "/unlink", "/user/geoloc/country", "/user/ssodata", "/wsfed",
    ]

    /// Documented families.
    private static let prefixes = [
        "/api/", "/android/", "/client/", "/ios/", "/public/api/", "/samlp/", "/sso_dbconnection_popup/", "/tenants/",
        "/users/", "/wsfed/", "/.well-known/apple", "/.well-known/assetlinks", "/_understudy/faults",
    ]

    static func contains(_ path: String) -> Bool {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return exact.contains(path) || prefixes.contains { path.hasPrefix($0) }
    }
}
