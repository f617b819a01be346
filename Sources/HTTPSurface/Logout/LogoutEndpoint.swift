import Flows
import Hummingbird
import TenantModel

/// `GET /logout`, `GET /v2/logout`, and `/oidc/logout` by either method.
enum LogoutEndpoint {
    static func logout(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ended(request, context) { session in
            try await Logout(in: context.world).logout(
                try request.queryParameters(),
                session: session,
                from: request.caller(context)
            )
        }
    }

    static func rpInitiated(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ended(request, context) { session in
            try await RPInitiatedLogout(in: context.world).logout(
                try await request.parameters(),
                session: session,
                from: request.caller(context)
            )
        }
    }

    private static func ended(
        _ request: Request,
        _ context: TenantContext,
        _ logout: (_ session: String?) async throws -> String?
    ) async throws -> Response {
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let destination = try await logout(cookies.session(of: request))
            var response = destination.map { Response.redirection(to: $0) } ?? PageResponse.signedOut()
            if request.method == .post, response.status == .found { response.status = .seeOther }
            cookies.endSession(on: &response)
            return response
        }
    }
}
