package import TenantModel

/// The part of a tenant that no request changes: its names, settings, clients, connections and keys.
package final class TenantDirectory: Sendable {
    package let name: String
    /// The host name, with the port if that is not 443.
    package let domain: String
    /// `iss` of tokens: `emulator.issuer` of the seed, or else `https://{domain}/`.
    package let issuer: String
    package let aliases: [String]
    package let emulator: EmulatorSettings
    package let settings: TenantSettings
    package let clients: [Client]
    package let globalClient: Client
    package let connections: [Connection]
    /// The `identifier` of every API in the seed.
    package let audiences: Set<String>
    package let signingKeys: [SigningKey]
    /// Hides the tenant's secrets in logs, the journal and rule runs.
    package let secrets: SecretMask
    private let hasAddon: Bool
    private let clientsByID: [Identifier<Client>: Client]
    private let connectionsByName: [String: Connection]

    package init(seed: TenantSeed, domain: String) {
        name = seed.emulator.name
        self.domain = domain
        issuer = seed.emulator.issuer ?? "https://\(domain)/"
        aliases = seed.emulator.aliases
        emulator = seed.emulator
        settings = seed.settings
        clients = seed.clients
        globalClient = seed.globalClient
        connections = seed.connections
        audiences = Set(
            (seed.kept["resourceServers"]?.elements ?? []).compactMap { $0.object?["identifier"]?.text }
        )
        signingKeys = seed.signingKeys
        secrets = SecretMask(
            configuration: seed.ruleConfiguration,
            clients: seed.clients + [seed.globalClient],
            publicTexts: [seed.emulator.name, domain]
        )
        hasAddon = seed.clients.haveAddon
        clientsByID = Dictionary(
            (seed.clients + [seed.globalClient]).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        connectionsByName = Dictionary(seed.connections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The client with exactly this id, compared byte for byte: Swift's `==` takes some different texts for equal.
    package func client(_ id: Identifier<Client>) -> Client? {
        clientsByID[id].flatMap { $0.id.rawValue.utf8.elementsEqual(id.rawValue.utf8) ? $0 : nil }
    }

    /// Which calls of the old pipeline this tenant has at that instant.
    package func legacy(at now: Timestamp) -> LegacyPolicy {
        LegacyPolicy(emulator, hasAddon: hasAddon, at: now)
    }

    package func connection(named name: String) -> Connection? { connectionsByName[name] }

    /// The address of `path` at this tenant.
    ///
    /// It uses the tenant's domain, never a request's `Host`.
    package func url(_ path: String) -> String { "https://\(domain)\(path)" }
}
