import Flows
import Hummingbird
import TenantModel

extension PageResponse {
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
}
