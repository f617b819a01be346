import HTTPTypes
import Hummingbird
import Tenancy
import TenantModel

/// Every route of a tenant's host, one line each.
struct Endpoints: Sendable {
    let responder: RouterResponder<TenantContext>
    /// Which methods a path has, for `Allow`.
    private let methods: [String: [HTTPRequest.Method]]

    init(_ tenants: Tenants) {
        let router = Router(context: TenantContext.self, options: .autoGenerateHeadEndpoints)
        var methods: [String: [HTTPRequest.Method]] = [:]
        func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping EndpointHandler) {
            methods[path, default: []].append(method)
            router.on(RouterPath(path), method: method) { request, context in
                context.trail.isRouted = true
                return try await handler(request, context)
            }
        }
        func control(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping EndpointHandler) {
            on(method, "/_understudy\(path)", ControlDoor.guarded(handler))
        }
        func management(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping ManagementDoor.Handler) {
            on(method, "/api/v2\(path)", ManagementDoor.guarded(handler))
        }
        func elder(
            _ path: String,
            _ success: JSONPEndpoint.Success,
            or failure: JSONPEndpoint.Failure = .nested,
            _ handler: @escaping EndpointHandler
        ) {
            on(.post, path, handler)
            on(.get, path, JSONPEndpoint(handler: handler, success: success, failure: failure).respond)
        }

        on(.get, "/", WelcomeEndpoint.show)
        on(.get, "/authorize", AuthorizeEndpoint.authorize)
        on(.post, "/authorize", AuthorizeEndpoint.authorize)
        on(.get, "/i/oauth2/authorize", AuthorizeEndpoint.authorize)
        on(.get, "/login", LoginEndpoint.show)
        on(.post, "/login", LoginEndpoint.submit)
        on(.get, "/login/callback", LoginEndpoint.finishProvider)
        on(.post, "/login/callback", LoginEndpoint.finishForm)
        on(.get, "/mobile", LoginEndpoint.landing)
        on(.get, "/continue", ContinueEndpoint.resume)
        on(.post, "/continue", ContinueEndpoint.resume)
        on(.get, "/_understudy/multifactor", ContinueEndpoint.showSecondFactor)
        on(.post, "/_understudy/multifactor", ContinueEndpoint.answerSecondFactor)
        on(.get, "/_understudy/provider/:connection", ProviderEndpoint.show)
        on(.post, "/_understudy/provider/:connection", ProviderEndpoint.choose)
        elder("/usernamepassword/login", .named("form"), LoginEndpoint.usernamePassword)
        on(.post, "/usernamepassword/challenge", LoginEndpoint.challenge)

        on(.post, "/oauth/token", TokenEndpoint.redeem)
        on(.post, "/oauth/revoke", RevocationEndpoint.revoke)
        elder("/oauth/ro", .members, LegacyEndpoints.resourceOwner)
        elder("/oauth/access_token", .members, LegacyEndpoints.socialAccessToken)
        elder("/delegation", .members, or: .members, DelegationEndpoint.exchange)
        on(.post, "/tokeninfo", LegacyEndpoints.tokenInfo)
        on(.get, "/tokeninfo", LegacyEndpoints.tokenInfoByGet)
        on(.get, "/userinfo", UserInfoEndpoint.show)
        on(.post, "/userinfo", UserInfoEndpoint.show)
        on(.get, "/logout", LogoutEndpoint.logout)
        on(.get, "/v2/logout", LogoutEndpoint.logout)
        on(.get, "/oidc/logout", LogoutEndpoint.rpInitiated)
        on(.post, "/oidc/logout", LogoutEndpoint.rpInitiated)

        on(.get, "/.well-known/openid-configuration", DiscoveryEndpoints.configuration)
        on(.get, "/.well-known/oauth-authorization-server", DiscoveryEndpoints.configuration)
        on(.get, "/.well-known/jwks.json", DiscoveryEndpoints.keys)
        on(.get, "/pem", DiscoveryEndpoints.pem)
        on(.get, "/rawpem", DiscoveryEndpoints.rawPEM)
        on(.get, "/cer", DiscoveryEndpoints.der)
        on(.get, "/pb7", DiscoveryEndpoints.pkcs7)
        on(.get, "/test", ProbeEndpoints.clock)
        on(.get, "/testall", ProbeEndpoints.everything)

        management(.get, "/device-credentials", DeviceCredentialEndpoints.list)
        management(.post, "/device-credentials", DeviceCredentialEndpoints.create)
        management(.delete, "/device-credentials/:id", DeviceCredentialEndpoints.delete)
        management(.get, "/logs", LogEndpoints.list)
        management(.get, "/logs/:id", LogEndpoints.show)

        control(.get, "/clock", ClockEndpoints.show)
        control(.put, "/clock", ClockEndpoints.set)
        control(.delete, "/clock", ClockEndpoints.followMachine)
        control(.post, "/clock/advance", ClockEndpoints.advance)
        control(.get, "/clock/timeline", StateEndpoints.timeline)
        control(.post, "/reset", StateEndpoints.reset)
        control(.get, "/digest", StateEndpoints.digest)
        control(.get, "/journal", StateEndpoints.journal)
        control(.delete, "/journal", StateEndpoints.clearJournal)
        control(.get, "/outbox", StateEndpoints.outbox)
        control(.delete, "/outbox", StateEndpoints.clearOutbox)
        control(.post, "/tokens", MintEndpoint.mint)
        control(.get, "/tokens/:name/trail", TrailEndpoint.show)
        control(.get, "/rules/runs", RuleRunsEndpoint.list)
        control(.delete, "/rules/runs", RuleRunsEndpoint.clear)
        control(.get, "/migration", MigrationEndpoint.list)
        control(.delete, "/migration", MigrationEndpoint.clear)
        let tenantEndpoints = TenantEndpoints(tenants: tenants)
        control(.get, "/snapshots", SnapshotEndpoints.list)
        control(.post, "/snapshots", SnapshotEndpoints.take)
        control(.delete, "/snapshots/:name", SnapshotEndpoints.delete)
        control(.post, "/snapshots/:name/restore", SnapshotEndpoints.restore)
        control(.post, "/snapshots/:name/fork", tenantEndpoints.fork)
        control(.get, "/export", tenantEndpoints.export)
        control(.get, "/tenants", tenantEndpoints.list)
        control(.post, "/tenants", tenantEndpoints.create)
        control(.delete, "/tenants/:name", tenantEndpoints.delete)
        control(.get, "/health", StateEndpoints.health)
        responder = router.buildResponder()
        self.methods = methods
    }

    func methods(of path: String) -> [HTTPRequest.Method] {
        methods[path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path] ?? []
    }

    /// True for paths of the control API.
    ///
    /// Like the router, it ignores empty segments.
    static func isControl(_ path: String) -> Bool { path.drop { $0 == "/" }.prefix { $0 != "/" } == "_understudy" }

    /// True for paths of the Management API, whose refusals have a form of their own.
    static func isManagement(_ path: String) -> Bool { path == "/api/v2" || path.hasPrefix("/api/v2/") }

    /// True for paths whose answers any web page may read, because keys and metadata are public.
    static func isPublic(_ path: String) -> Bool { path.hasPrefix("/.well-known/") }
}
