import Flows
import Hummingbird
import TenantModel

/// `POST /delegation`; its script twin answers a `GET`.
enum DelegationEndpoint {
    static func exchange(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try await request.parameters()
        let answer = try await Delegation(in: context.world).exchange(parameters, from: request.caller(context))
        if let service = answer.fabricatedFor {
            context.trail.note("fabricated: the real answer comes from \(service), which needs a network")
        }
        return .json(answer.members, caching: .secret)
    }
}
