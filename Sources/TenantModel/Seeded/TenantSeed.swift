/// Everything a seed says, checked, resolved and completed: the tenant at its first instant.
package struct TenantSeed: Sendable {
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
    /// Root keys that are accepted and kept but not acted on, as written.
    package var kept = JSONObject()

    package init(emulator: EmulatorSettings, globalClient: Client, signingKeys: [SigningKey]) {
        self.emulator = emulator
        self.globalClient = globalClient
        self.signingKeys = signingKeys
    }
}

/// An RSA key of the tenant (`signingKeys` of a seed).
package struct SigningKey: Hashable, Sendable {
    /// Nil: the thumbprint of the key's certificate.
    package var keyID: String?
    package var privateKeyPEM: String
    package var isCurrent: Bool
    package var isRevoked: Bool

    package init(keyID: String? = nil, privateKeyPEM: String, isCurrent: Bool = true, isRevoked: Bool = false) {
        self.keyID = keyID
        self.privateKeyPEM = privateKeyPEM
        self.isCurrent = isCurrent
        self.isRevoked = isRevoked
    }
}
