import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel

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

    static func redirection(to location: String, status: HTTPResponse.Status = .found) -> Response {
        var response = Response(status: status)
        response.headers[.location] = location
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }
}
