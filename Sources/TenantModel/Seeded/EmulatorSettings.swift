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
