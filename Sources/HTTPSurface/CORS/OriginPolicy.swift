import HTTPTypes
import Hummingbird
import TenantModel
import World

/// Decides which web pages may read an answer (CORS).
///
/// An origin is allowed if the callbacks or origin lists of any client have it. It is then echoed exactly, with
/// credentials. Other origins get no header, so that the browser keeps the answer from the page.
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

    /// Why the page may not read the answer, for the journal: the browser tells the page only that the call failed.
    ///
    /// - Parameter origin: the origin of the page that asked.
    /// - Returns: nil if the page may read the answer.
    func reasonToWithhold(from origin: String?) -> String? {
        guard let origin, !isAllowed(origin) else { return nil }
        guard origin != "null" else {
            return
                "The page has no origin of its own (Origin: null: a file, or a frame without one), and may not read it"
        }
        return
            "The origin \(origin.prefix(200)) is in no client's web_origins, so the browser keeps the answer from its "
            + "page. Add it to clients[..].web_origins, or an address of it to clients[..].callbacks"
    }

    private func isAllowed(_ origin: String) -> Bool { directory.clients.contains { $0.owns(origin: origin) } }
}
