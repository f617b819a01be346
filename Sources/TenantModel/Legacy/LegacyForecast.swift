/// Which clients of a tenant lose what by an instant, and what the documents tell them to use instead.
package struct LegacyForecast: Sendable {
    package struct Loss: Hashable, Sendable {
        package let piece: LegacyPiece
        /// What the client did.
        package let use: String
        /// Why it no longer works.
        package let reason: String
        package let replacement: String
    }

    package let instant: Timestamp
    /// Nil where the seed gives none: the tenant is then taken for one of the old ones.
    package let createdAt: Timestamp?
    /// In seed order; those that lose nothing have an empty list.
    package let clients: [(client: Client, losses: [Loss])]

    package init(of seed: TenantSeed, at instant: Timestamp) {
        self.instant = instant
        createdAt = seed.emulator.createdAt
        var emulator = seed.emulator
        emulator.createdAt = emulator.createdAt ?? .earliest
        let policy = LegacyPolicy(emulator, hasAddon: seed.clients.haveAddon, at: instant)
        // Only who had a provider's token can miss it.
        let hasProviderTokens = seed.users.contains { $0.identities.contains { $0.accessToken != nil } }
        let pieces = LegacyPiece.allCases.filter { $0 != .providerTokensInProfiles || hasProviderTokens }
        clients = seed.clients.map { client in
            let losses = pieces.filter(client.mayUse).compactMap { piece -> Loss? in
                let verdict = policy.verdict(on: piece)
                // What a switch has taken already is not lost by waiting.
                guard verdict != .switchedOff, let reason = verdict.reason else { return nil }
                return Loss(
                    piece: piece,
                    use: client.use(of: piece),
                    reason: reason,
                    replacement: piece.replacement(for: client)
                )
            }
            return (client, losses)
        }
    }
}
