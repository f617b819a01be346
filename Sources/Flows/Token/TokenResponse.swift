package import TenantModel

/// The answer of `/oauth/token` and its elders, in the order observed (authentication API §6.3).
package struct TokenResponse: Hashable, Sendable {
    package var members: JSONObject

    package init(_ members: JSONObject) { self.members = members }
}

/// One `grant_type` of `/oauth/token`.
package protocol Grant: Sendable {
    static var type: GrantType { get }
    func redeem(_ parameters: Parameters, from client: Client) async throws -> TokenResponse
}
