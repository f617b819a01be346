import Flows
import HTTPTypes
import Hummingbird
import TenantModel

/// Guards the Management API: verifies the caller's token, and gives every refusal the API's own form.
enum ManagementDoor {
    typealias Handler = @Sendable (Request, TenantContext, ManagementBearer) async throws -> Response

    static func guarded(_ handler: @escaping Handler) -> EndpointHandler {
        { request, context in
            let caller = request.caller(context)
            let bearer = try ManagementBearer.admitted(
                header: request.headers[.authorization],
                in: context.world,
                from: caller
            )
            do {
                let response = try await handler(request, context, bearer)
                bearer.count(in: context.world, from: caller)
                return response
            } catch let refusal as OAuthError where refusal.isNotEmulated {
                throw ManagementError(400, refusal.description, code: OAuthError.Code.notEmulated.rawValue)
            } catch let refusal as OAuthError where refusal.code == .invalidRequest {
                throw ManagementError.query(refusal.description)
            } catch is RequestTooLarge {
                throw ManagementError(413, "A request body may hold 2 MiB", code: "payload_too_large")
            }
        }
    }
}
