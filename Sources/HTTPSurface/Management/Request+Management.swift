import Flows
import Hummingbird
import TenantModel

extension Request {
    /// The query's parameters.
    ///
    /// - Throws: `invalid_request` for a malformed query, or a parameter that was sent twice.
    func managementQuery() throws -> Parameters {
        let parameters = try queryParameters()
        if let twice = parameters.duplicates.sorted().first {
            throw OAuthError.invalidRequest("Duplicate parameter: \(twice)")
        }
        return parameters
    }

    /// The members of the body.
    ///
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
