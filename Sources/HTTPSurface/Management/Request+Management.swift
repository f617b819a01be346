import Flows
import HTTPTypes
import Hummingbird
import TenantModel

extension Request {
    /// - Throws: `ManagementError`.
    func managementBearer(_ context: TenantContext) throws -> ManagementBearer {
        try ManagementBearer(header: headers[.authorization], in: context.world, from: caller(context))
    }

    /// - Throws: `ManagementError` for a query that cannot be read.
    func managementQuery() throws -> Parameters {
        do {
            let parameters = try queryParameters()
            if let twice = parameters.duplicates.sorted().first {
                throw ManagementError.query("Duplicate parameter: \(twice)")
            }
            return parameters
        } catch let refusal as OAuthError {
            throw ManagementError.query(refusal.description)
        }
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
