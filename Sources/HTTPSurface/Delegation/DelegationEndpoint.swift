import Flows
import Hummingbird
import TenantModel
import World

/// `POST /delegation`.
///
/// `JSONPEndpoint` serves the same call by `GET`.
enum DelegationEndpoint {
    static func exchange(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try await request.parameters()
        let answer = try await Delegation(in: context.world).exchange(parameters, from: request.caller(context))
        if let service = answer.fabricatedFor {
            context.trail.note("fabricated: the real answer comes from \(service), which needs a network")
        }
        var response = Response.json(answer.members, caching: .secret)
        answer.rateLimit.map { response.show($0, at: context.world.clock.now) }
        return response
    }
}
