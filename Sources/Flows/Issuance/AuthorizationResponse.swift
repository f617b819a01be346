package import TenantModel

/// The parameters of an authorization response, and where it goes.
///
/// Numbers stay numbers here, because `web_message` sends them as such.
package struct AuthorizationResponse: Hashable, Sendable {
    package var target: RedirectTarget
    package var members: JSONObject

    package init(target: RedirectTarget, members: JSONObject) {
        self.target = target
        self.members = members
    }

    package init(_ refusal: OAuthError, to target: RedirectTarget) {
        var members = JSONObject()
        members["error"] = .string(refusal.code.rawValue)
        members["error_description"] = .string(refusal.wireDescription)
        members["state"] = target.state.map(JSONValue.string)
        self.init(target: target, members: members)
    }
}
