/// `emulator` of a seed: the machine around the tenant (seed format E3).
package struct EmulatorSettings: Hashable, Sendable {
    package var name: String
    /// With the port where it is not 443; nil: chosen from the listening address.
    package var domain: String?
    package var issuer: String?
    package var aliases: [String] = []
    package var era = Era.legacy
    package var clock = ClockSetting.real
    /// What the seed omits is derived from it.
    package var randomSeed = "0"
    package var entropy = Entropy.system
    package var createdAt: Timestamp?
    /// Where the tenant and the standard disagree: true takes the standard's side.
    package var isStrict = false
    package var legacy = LegacySwitches(era: .legacy)
    /// Accepted, kept, not acted on yet (`rate_limits`, `rules`, `outbox`, `hooks`, …).
    package var kept = JSONObject()

    package init(name: String) { self.name = name }
}

/// Which years' defaults a seed starts from.
package enum Era: String, Hashable, Sendable, CaseIterable {
    case legacy, transition, modern
}

/// How a tenant's clock starts.
package enum ClockSetting: Hashable, Sendable {
    /// The machine's time.
    case real
    case frozen(Timestamp)
    /// From an instant on, at real speed.
    case running(from: Timestamp)
}

/// Where run-time ids, codes and tokens come from.
package enum Entropy: Hashable, Sendable {
    case system
    /// Numbered streams from this text: reproducible, and therefore predictable.
    case text(String)

    package init(_ text: String) { self = text == "system" ? .system : .text(text) }

    package var label: String {
        switch self {
        case .system: "system"
        case .text(let text): text
        }
    }
}

/// `emulator.legacy`: switches of old behaviour that have no name in the Management API.
package struct LegacySwitches: Hashable, Sendable {
    package var disablesDelegationOfIDTokens = false
    package var disablesDelegationOfRefreshTokens = false
    package var managementTokens: Bool
    package var idTokenBearer: Bool
    package var tokenInfo: Bool
    package var resourceOwner: Bool
    /// `identities[].access_token` travels in profiles and id_tokens, as it did until 2016-08-18.
    package var providerTokensInProfiles: Bool

    package init(era: Era) {
        let isOld = era != .modern
        managementTokens = isOld
        idTokenBearer = isOld
        tokenInfo = isOld
        resourceOwner = isOld
        providerTokensInProfiles = era == .legacy
    }
}
