package import TenantModel

/// One `grant_type` of `/oauth/token`.
package protocol Grant: Sendable {
    static var type: GrantType { get }
    /// How the tenant's log calls a refusal of it.
    static var failure: LogEntry.Kind { get }
    func redeem(_ parameters: Parameters, from client: Client, by caller: Caller) async throws -> TokenResponse
}
