/// The settings of the emulator itself: `emulator` of a seed.
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
    /// How many ids of each kind have been drawn already, by the kind's word; nothing in a seed that somebody wrote.
    package var drawn: [String: Int] = [:]
    package var createdAt: Timestamp?
    /// Where the tenant and the standard disagree: true takes the standard's side.
    package var isStrict = false
    package var legacy = LegacySwitches(era: .legacy)
    package var rules = RuleSandbox()
    package var hooks: [Hook] = []
    /// Where people are, as rules see it (`context.request.geoip`): the documented members in the documented order.
    package var geoip = EmulatorSettings.unknownPlace
    /// `rate_limits`: how often somebody may ask `/delegation` is bounded, as at the real tenant.
    package var limitsDelegation = false
    /// Accepted, kept, not acted on yet (`outbox`, …).
    package var kept = JSONObject()

    package init(name: String) { self.name = name }

    /// `context.request.geoip` without `emulator.geoip` in the seed: offline the place of an address is unknown.
    package static let unknownPlace: JSONObject = [
        "country_code": nil, "country_code3": nil, "country_name": nil, "city_name": nil, "latitude": nil,
        "longitude": nil, "time_zone": nil, "continent_code": nil,
    ]
}
