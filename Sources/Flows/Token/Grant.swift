package import TenantModel

/// One `grant_type` of `/oauth/token`.
package protocol Grant: Sendable {
    static var type: GrantType { get }
    /// The kind of log entry for a refusal.
    static var failure: LogEntry.Kind { get }
    func redeem(_ parameters: Parameters, from client: Client, by caller: Caller) async throws -> TokenResponse
}
