import Hummingbird
import TenantModel
import World

/// The tenant's cookies: one for the session, and one that tells which browser began a login.
///
/// Browsers share cookies between ports, so the names contain the domain with its port; two tenants on one machine then
/// do not overwrite each other's cookies. There is no `Expires`, because the browser would judge it by its own clock.
struct TenantCookies {
    private let sessionName: String
    private let browserName: String
    private let isSecure: Bool

    init(_ context: TenantContext) {
        let domain = context.world.directory.domain.replacingColons
        isSecure = context.trail.isSecure
        sessionName = "understudy-session-\(domain)"
        browserName = "understudy-login-\(domain)"
    }

    func session(of request: Request) -> String? { request.cookie(sessionName) }
    /// The login cookie; nil for a value that this tenant cannot have set.
    func browser(of request: Request) -> String? {
        request.cookie(browserName).flatMap { value in
            value.utf8.count == 32
                && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
                ? value : nil
        }
    }

    func setSession(_ value: String, on response: inout Response) {
        // Silent authentication needs the cookie in a frame of another site. Browsers take `None` over TLS only.
        set(sessionName, value, sameSite: isSecure ? "None" : "Lax", on: &response)
    }

    func endSession(on response: inout Response) {
        set(sessionName, "", sameSite: isSecure ? "None" : "Lax", ending: true, on: &response)
    }

    /// Sets the login cookie.
    ///
    /// It is `Lax`, so that a login form posted from another site comes without it and is refused.
    func setBrowser(_ value: String, on response: inout Response) {
        set(browserName, value, sameSite: "Lax", on: &response)
    }

    private func set(
        _ name: String,
        _ value: String,
        sameSite: String,
        ending: Bool = false,
        on response: inout Response
    ) {
        var cookie = "\(name)=\(value); Path=/; HttpOnly; SameSite=\(sameSite)"
        if isSecure { cookie += "; Secure" }
        if ending { cookie += "; Max-Age=0" }
        response.headers.append(.init(name: .setCookie, value: cookie))
    }
}

extension String {
    fileprivate var replacingColons: String { String(map { $0 == ":" ? "-" : $0 }) }
}
