import Flows
import Hummingbird
import TenantModel

/// `GET` and `POST /authorize`.
enum AuthorizeEndpoint {
    static func authorize(_ request: Request, _ context: TenantContext) async throws -> Response {
        let world = context.world
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let answer = try await Authorization(in: world).authorize(
                try await request.parameters(),
                session: cookies.session(of: request),
                browser: cookies.browser(of: request),
                from: request.caller(context)
            )
            switch answer {
            case .answer(.respond(let response, _)): return AuthorizationAnswer.response(response, context: context)
            case .answer(.away(let place)): return .redirection(to: place)
            case .login(let pending, let provider):
                var response = Response.redirection(to: address(of: pending, provider: provider))
                cookies.setBrowser(pending.browser, on: &response)
                return response
            }
        }
    }

    /// The login page's address keeps the original parameters, with the server's `state` in place of the client's.
    private static func address(of pending: PendingLogin, provider: String?) -> String {
        if let provider { return ProviderAddress.of(provider, state: pending.state) }
        let own: [(String, JSONValue)] = [
            ("client", .string(pending.request.client.rawValue)), ("protocol", "oauth2"),
            ("state", .string(pending.state)),
        ]
        let hidden: Set<String> = ["client", "protocol", "state", "client_id", "auth0Client", "access_token"]
        let passed = pending.request.parameters.members.filter { !hidden.contains($0.name) }
        let query = own + passed.map { ($0.name, $0.value) }
        return "/login?\(AuthorizationAnswer.encoded(query))"
    }
}
