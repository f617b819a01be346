import Flows
import Hummingbird
import TenantModel

/// `/continue` and the local page for a second factor, which go on with logins that a rule has interrupted.
enum ContinueEndpoint {
    static func resume(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ShownRefusal.insteadOfJSON {
            let answer = try await ContinuedLogin(in: context.world).resume(
                query: try request.queryParameters(),
                body: request.method == .post ? try await request.bodyParametersAlone() : Parameters(),
                from: request.caller(context)
            )
            return LoginEndpoint.answer(answer, TenantCookies(context), context)
        }
    }

    static func showSecondFactor(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ShownRefusal.insteadOfJSON {
            let state = try request.queryParameters().text("state")
            let cookies = TenantCookies(context)
            let factor = try await ContinuedLogin(in: context.world)
                .secondFactor(state: state, browser: cookies.browser(of: request))
            var response = PageResponse.secondFactor(factor, context: context)
            cookies.setBrowser(factor.browser, on: &response)
            return response
        }
    }

    static func answerSecondFactor(_ request: Request, _ context: TenantContext) async throws -> Response {
        try await ShownRefusal.insteadOfJSON {
            let parameters = try await request.bodyParametersAlone()
            // Refuse a form without a button: it was not sent by pressing one.
            guard try parameters.text("approve") != nil || parameters.text("refuse") != nil else {
                throw HostedLogin.gone("Neither button of the tenant's own page was pressed")
            }
            let answer = try await ContinuedLogin(in: context.world).answerSecondFactor(
                state: try parameters.text("state"),
                csrf: try parameters.text("_csrf"),
                browser: TenantCookies(context).browser(of: request),
                isApproved: try parameters.text("refuse") == nil,
                from: request.caller(context)
            )
            return LoginEndpoint.answer(answer, TenantCookies(context), context)
        }
    }
}
