import Flows
import Hummingbird
import TenantModel
import World

extension PageResponse {
    static func secondFactor(_ factor: ContinuedLogin.SecondFactor, context: TenantContext) -> Response {
        let profile = factor.login.profile
        return response(
            SecondFactorPage(
                clientName: factor.client.name,
                provider: factor.provider,
                person: profile["name"]?.text ?? profile["email"]?.text ?? factor.login.user.rawValue,
                state: factor.state,
                csrf: factor.csrf,
                now: context.world.clock.now
            )
        )
    }
}
