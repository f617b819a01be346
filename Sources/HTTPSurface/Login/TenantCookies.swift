import Hummingbird
import TenantModel
import World

/// The tenant's cookies: the session, and the mark by which a login knows the browser that began it.
///
/// Browsers do not keep cookies apart by port, so the name carries the domain with its port: two tenants on one laptop
/// leave each other alone. No `Expires`: the browser would judge it by its own clock, the tenant's may be elsewhere.
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
    /// Only a value of our own shape: what somebody else planted is as good as none.
    func browser(of request: Request) -> String? {
        request.cookie(browserName).flatMap { value in
            value.utf8.count == 32
                && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
                ? value : nil
        }
    }

    func setSession(_ value: String, on response: inout Response) {
        // Silent authentication reads it in a frame of another site; without TLS a browser takes no such cookie.
        set(sessionName, value, sameSite: isSecure ? "None" : "Lax", on: &response)
    }

    func endSession(on response: inout Response) {
        set(sessionName, "", sameSite: isSecure ? "None" : "Lax", ending: true, on: &response)
    }

    /// `Lax`: a login form posted from another site arrives without it and is refused.
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
