import TenantModel

extension LoginError {
    /// Converts a refusal to the form of `/usernamepassword/login`.
    init(_ refusal: OAuthError) {
        let (status, name, code, description): (Int, String, String, String) =
            switch refusal.code {
            case .invalidUserPassword: (401, "ValidationError", "invalid_user_password", refusal.description)
            case .unauthorized where refusal.isOfBlockedUser:
                (401, "UnauthorizedError", "unauthorized", refusal.description)
            case _ where refusal.isOfUnknownConnection:
                (404, "NotFoundError", "invalid_connection", "connection not found")
            case .unauthorizedClient: (403, "ForbiddenError", "unauthorized_client", refusal.description)
            case let code: (refusal.statusOverride ?? 400, "BadRequestError", code.rawValue, refusal.description)
            }
        var explanation = refusal.explanation
        explanation.reason = explanation.reason ?? refusal.description
        self.init(status: status, name: name, code: code, description: description, explanation: explanation)
    }
}
