package import TenantModel

/// The answer of `/oauth/token`, `/oauth/ro` and `/oauth/access_token`, its members in the order observed at Auth0.
package struct TokenResponse: Hashable, Sendable {
    package var members: JSONObject

    package init(_ members: JSONObject) { self.members = members }
}
