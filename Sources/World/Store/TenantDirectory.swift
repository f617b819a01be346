package import TenantModel

/// The part of a tenant that requests read and never change: its names, settings, clients, connections, keys.
package final class TenantDirectory: Sendable {
    package let name: String
    /// With the port where it is not 443.
    package let domain: String
    /// `https://{domain}/`, or the seed's own text.
    package let issuer: String
    package let aliases: [String]
    package let emulator: EmulatorSettings
    package let settings: TenantSettings
    package let clients: [Client]
    package let globalClient: Client
    package let connections: [Connection]
    /// `identifier` of every API that the seed names.
    package let audiences: Set<String>
    package let signingKeys: [SigningKey]
    /// What is hidden wherever we write.
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

    /// Byte for byte: texts that merely look the same are other clients.
    package func client(_ id: Identifier<Client>) -> Client? {
        clientsByID[id].flatMap { $0.id.rawValue.utf8.elementsEqual(id.rawValue.utf8) ? $0 : nil }
    }

    /// Which pieces of the old pipeline this tenant has at that instant.
    package func legacy(at now: Timestamp) -> LegacyPolicy {
        LegacyPolicy(emulator, hasAddon: hasAddon, at: now)
    }

    package func connection(named name: String) -> Connection? { connectionsByName[name] }

    /// `https://{domain}` and `path`: an address of this tenant, never taken from a request's `Host`.
    package func url(_ path: String) -> String { "https://\(domain)\(path)" }
}
