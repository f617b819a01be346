import Flows
import Hummingbird
import TenantModel

/// `GET /logout` and `GET /v2/logout`.
enum LogoutEndpoint {
    static func logout(_ request: Request, _ context: TenantContext) async throws -> Response {
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let destination = try await Logout(in: context.world).logout(
                try request.queryParameters(),
                session: cookies.session(of: request),
                from: request.caller(context)
            )
            var response = destination.map { Response.redirection(to: $0) } ?? PageResponse.signedOut()
            cookies.endSession(on: &response)
            return response
        }
    }
}
