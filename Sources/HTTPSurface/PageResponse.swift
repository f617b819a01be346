import Flows
import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel
import World

/// Pages as answers: what each shows, and the headers that keep it safe (catalogue RS-25, PV-11).
enum PageResponse {
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

    /// What ends a login or a logout in the browser.
    static func error(_ refusal: OAuthError, status: Int, context: TenantContext) -> Response {
        let status = HTTPResponse.Status(code: status)
        let isLogout = context.path.hasSuffix("/logout")
        let view = ErrorPage(
            status: status.code,
            title: status.code == 501 ? "Not played here" : "This \(isLogout ? "logout" : "login") cannot go on",
            code: refusal.code.rawValue,
            description: refusal.description,
            reason: refusal.explanation.reason,
            hint: refusal.hint,
            requestID: context.requestID,
            now: context.world.clock.now
        )
        return response(view, status: status)
    }

    static func formPost(_ answer: AuthorizationResponse) -> Response {
        let parameters = answer.members.members.map { (name: $0.name, value: $0.value.wireText) }
        return response(FormPostPage(redirectURI: answer.target.redirectURI, parameters: parameters))
    }

    /// Framed by the client's own pages; a frame of anybody else's stays empty.
    static func webMessage(_ answer: AuthorizationResponse, client: Client?) -> Response {
        let origin = (try? RedirectURI(answer.target.redirectURI))?.origin
        var framers = client?.pageOrigins ?? []
        if let origin, !framers.contains(origin) { framers.append(origin) }
        return response(
            WebMessagePage(targetOrigin: origin, response: answer.members, relay: answer.target.relay),
            framedBy: framers
        )
    }

    /// The opener may be any page of the client; the browser delivers to none but the one that is there.
    static func popup(_ answer: AuthorizationResponse, client: Client?) -> Response {
        let uris = [answer.target.redirectURI] + (client.map { $0.callbacks + $0.allowedOrigins + $0.webOrigins } ?? [])
        var origins: [String] = []
        for origin in uris.compactMap({ (try? RedirectURI($0))?.origin }) where !origins.contains(origin) {
            origins.append(origin)
        }
        var members = answer.members
        if let error = members["error"] {
            members = ["err": ["status": 401, "details": .object(members)], "error": error, "status": 401]
        }
        return response(PopupResponsePage(.response(members), origins: origins))
    }

    static func hiddenForm(_ form: UsernamePasswordLogin.Form) -> Response {
        response(HiddenForm(action: form.action, wresult: form.wresult, wctx: form.wctx))
    }

    static func landing() -> Response { response(LandingPage()) }

    static func signedOut() -> Response { response(SignedOutPage()) }

    static func response<View: Page>(
        _ view: View,
        status: HTTPResponse.Status = .ok,
        framedBy framers: [String] = []
    ) -> Response {
        var response = Response(status: status, body: .init(byteBuffer: .init(string: view.render())))
        response.headers[.contentType] = "text/html; charset=utf-8"
        response.headers[.cacheControl] = "no-cache, no-store"
        response.headers[WireHeaders.pragma] = "no-cache"
        // No path and no query. With `no-referrer` browsers would say `Origin: null` of the forms of our pages, and with the
        // stricter policies of those that go to an application without TLS: applications may compare origins.
        response.headers[WireHeaders.referrerPolicy] = "origin"
        response.headers[WireHeaders.contentSecurityPolicy] = Pages.contentSecurityPolicy(
            for: View.self,
            framedBy: framers
        )
        if framers.isEmpty { response.headers[WireHeaders.frameOptions] = "DENY" }
        return response
    }
}

/// Where a provider's stand-in lives.
enum ProviderAddress {
    static func of(_ connection: String, state: String) -> String {
        "/_understudy/provider/\(PercentEncoding.encode(connection))?state=\(PercentEncoding.encode(state))"
    }
}
