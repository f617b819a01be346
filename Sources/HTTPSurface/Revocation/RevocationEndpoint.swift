import Flows
import HTTPTypes
import Hummingbird

/// `POST /oauth/revoke`.
enum RevocationEndpoint {
    static func revoke(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await Revocation(in: context.world).revoke(
            try await request.bodyParametersAlone(),
            basic: try request.basicCredentials,
            from: request.caller(context),
            noting: { [trail = context.trail] in trail.note($0) }
        )
        var response = Response(status: .ok)
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }
}
