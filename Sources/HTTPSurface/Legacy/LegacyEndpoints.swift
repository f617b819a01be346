import Flows
import Hummingbird
import TenantModel

/// `/oauth/ro`, `/oauth/access_token` and `/tokeninfo`.
enum LegacyEndpoints {
    static func resourceOwner(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try await request.parameters()
        let answer = try await ResourceOwner(in: context.world).login(parameters, from: request.caller(context))
        return .json(answer.members, caching: .secret)
    }

    static func socialAccessToken(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try await request.parameters()
        let answer = try await SocialAccessToken(in: context.world).login(parameters, from: request.caller(context))
        return .json(answer.members, caching: .secret)
    }

    static func tokenInfo(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try await request.parameters()
        let profile = try await TokenInfo(in: context.world).profile(parameters, from: request.caller(context))
        return .json(profile, caching: .error)
    }

    /// `GET /tokeninfo`, as a script if the parameter `cbx` asks for one, else as JSON.
    static func tokenInfoByGet(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard try request.queryParameters().text("cbx") != nil else { return try await tokenInfo(request, context) }
        return try await JSONPEndpoint(handler: tokenInfo, success: .named("user")).respond(request, context)
    }
}
