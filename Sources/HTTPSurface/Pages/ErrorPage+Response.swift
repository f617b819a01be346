import HTTPTypes
import Hummingbird
import TenantModel
import World

extension PageResponse {
    /// The page that ends a login or a logout in the browser.
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
}
