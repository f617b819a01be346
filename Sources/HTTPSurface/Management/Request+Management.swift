import Flows
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
