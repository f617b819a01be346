import Flows
import Hummingbird
import TenantModel
import World

extension PageResponse {
    static func provider(_ page: ProviderLogin.Page, context: TenantContext) -> Response {
        let scopes =
            page.pending.request.connectionScope?.split { $0 == "," || $0 == " " }.prefix(50).map(String.init) ?? []
        return response(
            ProviderPage(
                connection: page.connection,
                clientName: page.client.name,
                people: page.people.map { .init(name: $0.name, email: $0.email, userID: $0.id.rawValue) },
                scopes: scopes,
                action: "/_understudy/provider/\(PercentEncoding.encode(page.connection.name))",
                state: page.pending.state,
                csrf: page.pending.csrf,
                now: context.world.clock.now
            )
        )
    }
}
