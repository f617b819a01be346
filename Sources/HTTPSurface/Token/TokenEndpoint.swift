import Flows
import Hummingbird
import TenantModel

/// `POST /oauth/token`.
enum TokenEndpoint {
    static func redeem(_ request: Request, _ context: TenantContext) async throws -> Response {
        let answer = try await Grants.redeem(
            try await request.bodyParameters(),
            basic: try request.basicCredentials,
            by: request.caller(context),
            in: context.world
        )
        return .json(answer.members, type: "application/json", caching: .secret)
    }
}
