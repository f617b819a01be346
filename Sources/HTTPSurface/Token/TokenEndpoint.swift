import Flows
import Hummingbird
import TenantModel

/// `POST /oauth/token`.
enum TokenEndpoint {
    static func redeem(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard request.headers[WireHeaders.dpop] == nil else {
            throw OAuthError.notEmulated("An access token bound to a key (DPoP)", as: .invalidRequest)
        }
        let answer = try await Grants.redeem(
            try await request.bodyParametersAlone(),
            basic: try request.basicCredentials,
            by: request.caller(context),
            in: context.world,
            noting: { [trail = context.trail] in trail.note($0) }
        )
        return .json(answer.members, type: "application/json", caching: .secret)
    }
}
