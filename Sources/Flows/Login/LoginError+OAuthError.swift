import TenantModel

extension LoginError {
    /// The same refusal in the words of this endpoint (authentication API §4.2, Errors).
    init(_ refusal: OAuthError) {
        switch refusal {
        case .wrongPassword:
            self.init(
                status: 401,
                name: "ValidationError",
                code: "invalid_user_password",
                description: refusal.description
            )
        case .userIsBlocked:
            self.init(status: 401, name: "UnauthorizedError", code: "unauthorized", description: refusal.description)
        case .connectionNotFound:
            self.init(
                status: 404,
                name: "NotFoundError",
                code: "invalid_connection",
                description: "connection not found"
            )
        case _ where refusal.code == .unauthorizedClient:
            self.init(
                status: 403,
                name: "ForbiddenError",
                code: "unauthorized_client",
                description: refusal.description
            )
        default:
            self.init(
                status: refusal.statusOverride ?? 400,
                name: "BadRequestError",
                code: refusal.code.rawValue,
                description: refusal.description
            )
        }
    }
}
