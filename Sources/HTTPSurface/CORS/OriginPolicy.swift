import HTTPTypes
import Hummingbird
import TenantModel
import World

/// Which web pages may read an answer (authentication API §2.3; catalogue LS-10, LS-11).
///
/// An origin is allowed by the callbacks and origin lists of any client of the tenant; it is echoed exactly, with
/// credentials. Anything else gets no header, and the browser keeps the answer from the page.
struct OriginPolicy {
    let directory: TenantDirectory

    func allow(_ origin: String?, on response: inout Response, isPublic: Bool) {
        if isPublic {
            response.headers[.accessControlAllowOrigin] = "*"
            return
        }
        response.headers[.vary] = "Origin"
        guard let origin, isAllowed(origin) else { return }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.accessControlExposeHeaders] =
            "X-Auth0-RequestId, X-RateLimit-Limit, X-RateLimit-Remaining, "
            + "X-RateLimit-Reset"
    }

    func preflight(_ origin: String?, isPublic: Bool) -> Response {
        var response = Response(status: .noContent)
        allow(origin, on: &response, isPublic: isPublic)
        guard response.headers[.accessControlAllowOrigin] != nil else { return response }
        response.headers[.accessControlAllowMethods] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
        response.headers[.accessControlAllowHeaders] =
            "auth0-client, authorization, content-type, dpop, x-request-language"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    private func isAllowed(_ origin: String) -> Bool { directory.clients.contains { $0.owns(origin: origin) } }
}
