import Flows
import Hummingbird
import TenantModel

extension PageResponse {
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
}
