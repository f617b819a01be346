import Flows
import Hummingbird
import TenantModel
import World

extension PageResponse {
    static func login(
        _ page: HostedLogin.Page,
        refusal: OAuthError?,
        username: String?,
        context: TenantContext
    ) -> Response {
        let state = page.pending.state
        let connections = page.providers.map { provider in
            LoginPage.Choice(
                name: provider.name,
                label: provider.label,
                href: ProviderAddress.of(provider.name, state: state)
            )
        }
        let view = LoginPage(
            tenantName: context.world.directory.settings.friendlyName ?? context.world.directory.name,
            clientName: page.client.name,
            action: "/login",
            state: state,
            csrf: page.pending.csrf,
            username: username ?? "",
            acceptsUsername: page.database?.requiresUsername ?? false,
            hasDatabase: page.database != nil,
            connections: connections,
            refusal: refusal?.description,
            now: context.world.clock.now
        )
        return response(view, status: refusal == nil ? .ok : .unauthorized)
    }
}
