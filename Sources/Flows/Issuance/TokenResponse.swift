package import TenantModel

/// The answer of `/oauth/token` and its elders, in the order observed (authentication API §6.3).
package struct TokenResponse: Hashable, Sendable {
    package var members: JSONObject

    package init(_ members: JSONObject) { self.members = members }
}
