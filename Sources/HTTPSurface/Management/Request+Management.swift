import Flows
import HTTPTypes
import Hummingbird
import TenantModel

extension Request {
    /// - Throws: `invalid_request` for what cannot be read, or stands twice.
    func managementQuery() throws -> Parameters {
        let parameters = try queryParameters()
        if let twice = parameters.duplicates.sorted().first {
            throw OAuthError.invalidRequest("Duplicate parameter: \(twice)")
        }
        return parameters
    }

    /// - Throws: `ManagementError` for anything but a JSON object.
    func managementBody() async throws -> JSONObject {
        guard mediaType == "application/json" else {
            throw ManagementError.body("Expected a body of type application/json")
        }
        do {
            return try await bodyParameters().object
        } catch let refusal as OAuthError {
            throw ManagementError.body(refusal.description)
        }
    }
}

extension Response {
    static func management(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status: status, body: .init(byteBuffer: .init(string: value.serializedText)))
        response.headers[.contentType] = "application/json; charset=utf-8"
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }
}
