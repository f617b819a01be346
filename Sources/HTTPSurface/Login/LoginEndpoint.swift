import Flows
import HTTPTypes
import Hummingbird
import TenantModel

/// The hosted login page, `/usernamepassword/*` and `/login/callback`.
enum LoginEndpoint {
    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        let browser = TenantCookies(context).browser(of: request)
        return try await ShownRefusal.insteadOfJSON {
            let state = try request.queryParameters().text("state")
            let page = try await HostedLogin(in: context.world).page(state: state, browser: browser)
            return PageResponse.login(page, refusal: nil, username: page.pending.request.loginHint, context: context)
        }
    }

    /// `POST /login`: shows the form again after a wrong password or for a blocked user; any other refusal ends the
    /// login.
    static func submit(_ request: Request, _ context: TenantContext) async throws -> Response {
        let world = context.world
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let parameters = try await request.bodyParametersAlone()
            do {
                let answer = try await HostedLogin(in: world).submit(
                    parameters,
                    browser: cookies.browser(of: request),
                    session: cookies.session(of: request),
                    from: request.caller(context)
                )
                return self.answer(answer, cookies, context)
            } catch let refusal as OAuthError
                where refusal.code == .invalidUserPassword || refusal.code == .unauthorized
            {
                context.trail.refuse(refusal.code.rawValue, refusal)
                let page = try await HostedLogin(in: world).page(
                    state: try parameters.text("state"),
                    browser: cookies.browser(of: request)
                )
                return PageResponse.login(
                    page,
                    refusal: refusal,
                    username: try parameters.text("username"),
                    context: context
                )
            }
        }
    }

    static func usernamePassword(_ request: Request, _ context: TenantContext) async throws -> Response {
        let form = try await UsernamePasswordLogin(in: context.world).login(
            try await request.parameters(),
            browser: TenantCookies(context).browser(of: request),
            origin: request.headers[.origin],
            from: request.caller(context)
        )
        return PageResponse.hiddenForm(form)
    }

    /// `POST /usernamepassword/challenge`: answers that no captcha is needed.
    static func challenge(_ request: Request, _ context: TenantContext) async throws -> Response {
        _ = try await request.bodyParametersAlone()
        return .json(JSONObject(), caching: .error)
    }

    /// `/mobile`, where in-app browsers arrive with the result in the fragment.
    static func landing(_ request: Request, _ context: TenantContext) async throws -> Response {
        PageResponse.landing()
    }

    /// `POST` with `wresult` finishes `/usernamepassword/login`.
    static func finishForm(_ request: Request, _ context: TenantContext) async throws -> Response {
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let answer = try await UsernamePasswordLogin(in: context.world).finish(
                try await request.bodyParametersAlone(),
                origin: request.foreignOrigin,
                session: cookies.session(of: request),
                from: request.caller(context)
            )
            return self.answer(answer, cookies, context)
        }
    }

    /// `GET` with `code` or `error` comes back from an identity provider; without either it is a landing page.
    static func finishProvider(_ request: Request, _ context: TenantContext) async throws -> Response {
        let cookies = TenantCookies(context)
        return try await ShownRefusal.insteadOfJSON {
            let parameters = try request.queryParameters()
            let state = try parameters.text("state")
            let browser = cookies.browser(of: request)
            let login = ProviderLogin(in: context.world)
            if try parameters.text("error") != nil {
                throw try await login.cancel(state: state, browser: browser)
            }
            guard let code = try parameters.text("code") else { return PageResponse.landing() }
            let answer = try await login.finish(
                code: code,
                state: state,
                browser: browser,
                session: cookies.session(of: request),
                from: request.caller(context)
            )
            return self.answer(answer, cookies, context)
        }
    }

    static func answer(
        _ answer: LoginCompletion.Answer,
        _ cookies: TenantCookies,
        _ context: TenantContext
    ) -> Response {
        var response: Response
        switch answer {
        case .away(let place): response = .redirection(to: place)
        case .respond(let answer, let session):
            response = AuthorizationAnswer.response(answer, context: context)
            if let session { cookies.setSession(session, on: &response) }
        }
        // A form was posted: the browser must go on with a GET whatever it asked with.
        if response.status == .found { response.status = .seeOther }
        return response
    }
}
