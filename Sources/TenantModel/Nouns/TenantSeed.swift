/// Everything a seed says, checked, resolved and completed: the tenant at its first instant.
package struct TenantSeed: Hashable, Sendable {
    package var emulator: EmulatorSettings
    package var settings = TenantSettings()
    package var clients: [Client] = []
    /// The tenant's own client, which signs and verifies legacy Management API tokens.
    package var globalClient: Client
    package var connections: [Connection] = []
    package var users: [User] = []
    package var rules: [Rule] = []
    /// `rulesConfigs`: what rules see as `configuration`.
    package var ruleConfiguration: [String: String] = [:]
    package var signingKeys: [SigningKey]
    package var devices: [DeviceCredential] = []
    /// What was under way when the seed was exported; nothing in a seed that somebody wrote.
    package var issued = IssuedThings()
    /// Root keys that are accepted and kept but not acted on, as written.
    package var kept = JSONObject()

    package init(emulator: EmulatorSettings, globalClient: Client, signingKeys: [SigningKey]) {
        self.emulator = emulator
        self.globalClient = globalClient
        self.signingKeys = signingKeys
    }
}
