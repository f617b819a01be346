import Flows
import HTTPTypes
import Hummingbird
import TenantModel
import World

/// Writes an authorization response in its response mode, or as the answer to a popup.
enum AuthorizationAnswer {
    static func response(_ answer: AuthorizationResponse, context: TenantContext) -> Response {
        if let popup = answer.target.popupClient {
            return PageResponse.popup(answer, client: context.world.directory.client(popup))
        }
        switch answer.target.mode {
        case .query: return .redirection(to: appended(answer, separator: "?"))
        case .fragment: return .redirection(to: appended(answer, separator: "#"))
        case .formPost: return PageResponse.formPost(answer)
        case .webMessage:
            let client = answer.target.messageClient.flatMap(context.world.directory.client)
            return PageResponse.webMessage(answer, client: client)
        }
    }

    /// The redirect URI keeps its own query; a fragment it cannot have.
    private static func appended(_ answer: AuthorizationResponse, separator: String) -> String {
        let uri = answer.target.redirectURI
        let joint =
            separator == "?" && uri.contains("?") ? (uri.hasSuffix("?") || uri.hasSuffix("&") ? "" : "&") : separator
        return uri + joint + encoded(answer.members)
    }

    static func encoded(_ members: JSONObject) -> String { encoded(members.members.map { ($0.name, $0.value) }) }

    static func encoded(_ members: [(String, JSONValue)]) -> String {
        members.map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1.wireText))" }.joined(separator: "&")
    }
}

extension JSONValue {
    /// How a value stands in a form or query.
    var wireText: String { text ?? serializedText }
}
