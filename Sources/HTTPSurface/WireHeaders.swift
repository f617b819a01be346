import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel

/// Headers as recorded from the real tenant (authentication API §2.2).
enum WireHeaders {
    static let noStore = "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0"
    static let pragma = HTTPField.Name("Pragma")!
    static let requestID = HTTPField.Name("X-Auth0-RequestId")!
    static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let frameOptions = HTTPField.Name("X-Frame-Options")!
    static let rateLimitLimit = HTTPField.Name("X-RateLimit-Limit")!
    static let rateLimitRemaining = HTTPField.Name("X-RateLimit-Remaining")!
    static let rateLimitReset = HTTPField.Name("X-RateLimit-Reset")!
    static let dpop = HTTPField.Name("DPoP")!
    static let requestedWith = HTTPField.Name("X-Requested-With")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode")!
}

/// Who may keep an answer.
enum Caching {
    /// Tokens: nobody, in both header generations.
    case secret
    /// Refusals and profiles.
    case error
    /// Public documents, for a minute.
    case shared
}

extension Response {
    static func json(
        _ object: JSONObject,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json; charset=utf-8",
        caching: Caching
    ) -> Response {
        json(value: .object(object), status: status, type: type, caching: caching)
    }

    static func json(
        value: JSONValue,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json; charset=utf-8",
        caching: Caching
    ) -> Response {
        var response = Response(status: status, body: .init(byteBuffer: .init(bytes: value.serialized)))
        response.headers[.contentType] = type
        switch caching {
        case .secret:
            response.headers[.cacheControl] = WireHeaders.noStore
            response.headers[WireHeaders.pragma] = "no-cache"
        case .error: response.headers[.cacheControl] = WireHeaders.noStore
        case .shared: response.headers[.cacheControl] = "public, max-age=60"
        }
        return response
    }

    /// Instants and spans are the tenant's own.
    mutating func show(_ limit: RateLimit, at now: Timestamp) {
        headers[WireHeaders.rateLimitLimit] = String(limit.limit)
        headers[WireHeaders.rateLimitRemaining] = String(limit.remaining)
        headers[WireHeaders.rateLimitReset] = String(limit.resetsAt.numericDate)
        guard limit.isExceeded else { return }
        headers[.retryAfter] = String(max(1, limit.resetsAt.numericDate - now.numericDate))
    }

    static func redirection(to location: String, status: HTTPResponse.Status = .found) -> Response {
        var response = Response(status: status)
        response.headers[.location] = location
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }
}
