import Hummingbird
import TenantModel
import World

/// `/`: for a person who opens the tenant's address to see what is there.
enum WelcomeEndpoint {
    private static let shownPeople = 20

    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        let directory = context.world.directory
        let state = try await context.world.store.state()
        let people = directory.connections.flatMap { state.users(of: $0.name) }
        return PageResponse.response(
            WelcomePage(
                tenantName: directory.settings.friendlyName ?? directory.name,
                domain: directory.domain,
                issuer: directory.issuer,
                clients: directory.clients.map { client in
                    .init(
                        name: client.name,
                        clientID: client.id.rawValue,
                        authorizeURL: example(for: client)
                    )
                },
                people: people.prefix(shownPeople).map { person in
                    .init(
                        login: person.email ?? person.username ?? person.id.rawValue,
                        name: person.name,
                        connection: person.connection
                    )
                },
                totalPeople: people.count,
                now: context.world.clock.now
            )
        )
    }

    private static func example(for client: Client) -> String? {
        guard let callback = client.callbacks.first else { return nil }
        let query: JSONObject = [
            "client_id": .string(client.id.rawValue), "response_type": client.isConformant ? "id_token token" : "token",
            "scope": "openid profile",
            "redirect_uri": .string(callback), "state": "xyz", "nonce": "abc",
        ]
        // Relative: whoever reads the page over plain HTTP has not met our certificate yet.
        return "/authorize?\(AuthorizationAnswer.encoded(query))"
    }
}
