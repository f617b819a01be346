import Flows
import Hummingbird
import TenantModel

extension PageResponse {
    static func formPost(_ answer: AuthorizationResponse) -> Response {
        let parameters = answer.members.members.map { (name: $0.name, value: $0.value.wireText) }
        return response(FormPostPage(redirectURI: answer.target.redirectURI, parameters: parameters))
    }
}
