import Flows
import Hummingbird
import TenantModel

/// The local page that stands in for an identity provider.
enum ProviderEndpoint {
    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ShownRefusal.insteadOfJSON {
            let page = try await ProviderLogin(in: context.world).page(
                connection: try connection(context),
                state: try request.queryParameters().text("state"),
                browser: TenantCookies(context).browser(of: request)
            )
            return PageResponse.provider(page, context: context)
        }
    }

    /// Sends the browser back to `/login/callback` with a code or an error, as the provider would.
    static func choose(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ShownRefusal.insteadOfJSON {
            let parameters = try await request.bodyParametersAlone()
            let state = PercentEncoding.encode(try parameters.text("state") ?? "")
            if try parameters.text("cancel") != nil {
                return .redirection(to: "/login/callback?error=access_denied&state=\(state)", status: .seeOther)
            }
            let answer = try await ProviderLogin(in: context.world).choose(
                parameters,
                connection: try connection(context),
                browser: TenantCookies(context).browser(of: request)
            )
            return .redirection(to: "/login/callback?code=\(answer.code)&state=\(state)", status: .seeOther)
        }
    }

    private static func connection(_ context: TenantContext) throws(OAuthError) -> String {
        guard let raw = context.parameters.get("connection"),
            let name = PercentEncoding.decode(Array(raw.utf8)[...], plusIsBlank: false)
        else { throw .connectionNotFound("The path names no connection") }
        return name
    }
}
