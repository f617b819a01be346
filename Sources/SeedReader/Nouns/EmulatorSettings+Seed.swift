import TenantModel

extension EmulatorSettings {
    /// The keys of `emulator`.
    static let seedKeys = KeyTable([
        .key("name", .text(.word)),
        .key("domain", .text(.host)),
        .key("issuer", .text(.issuer)),
        .key("aliases", .list(.text(.host))),
        .key("era", .choice(Era.allCases.map(\.rawValue))),
        .key("clock", .either(.instant, or: .map(clockKeys))),
        .key("random_seed", .text(.nonEmpty)),
        .key("entropy", .text(.nonEmpty)),
        .key("drawn", .openMap(values: .integer(0...1_000_000_000_000, unit: "draws"))),
        .key("created_at", .instant),
        .key("strict", .flag),
        .key("lenient", .flag),
        .key("keywords", .either(.flag, or: .data)),
        .key("keywords_from_env", .list(.text(.nonEmpty))),
        .key("legacy", .map(LegacySwitches.seedKeys)),
        .key("rate_limits", .either(.flag, or: .map(KeyTable([.key("delegation", .flag)])))),
        .kept("search_delay_ms", .integer(0...3_600_000, unit: "milliseconds")),
        .kept("latency_ms", .integer(0...600_000, unit: "milliseconds")),
        .key("rules", .map(RuleSandbox.seedKeys)),
        .key("hooks", .list(.map(Hook.seedKeys))),
        .key("geoip", .map(geoipKeys)),
        .kept("outbox", .text(.nonEmpty)),
    ])

    private static let clockKeys = KeyTable([
        .key("at", .instant),
        .key("mode", .choice(["frozen", "running"])),
    ])

    /// Reads all keys but `rules` and `hooks`, which refer to a folder and to other parts of the seed.
    ///
    /// - Parameters:
    ///   - fields: `emulator`; nil if the seed has none.
    ///   - flags: `tenant.flags` with the era's defaults.
    ///   - fileName: the seed's file; its base name is the tenant's name if the seed gives none.
    init(seed fields: Fields?, flags: JSONObject, fileName: String, findings: Findings) {
        self.init(name: fields?.text("name") ?? Self.name(ofFile: fileName))
        guard let fields else {
            legacy = LegacySwitches(era: era, flags: flags, seed: nil)
            return
        }
        domain = fields.text("domain")
        issuer = fields.text("issuer")
        aliases = fields.texts("aliases") ?? []
        era = fields.choice("era") ?? .legacy
        clock = ClockSetting(seed: fields, findings: findings) ?? .real
        randomSeed = fields.text("random_seed") ?? randomSeed
        entropy = fields.text("entropy").map(Entropy.init) ?? .system
        for kind in fields.fields("drawn")?.node.entries ?? [] { drawn[kind.key] = kind.value.text.flatMap { Int($0) } }
        createdAt = fields.instant("created_at")
        isStrict = fields.flag("strict") ?? false
        legacy = LegacySwitches(era: era, flags: flags, seed: fields.fields("legacy"))
        limitsDelegation =
            fields.flag("rate_limits") ?? fields.fields("rate_limits")?.flag("delegation") ?? false
        geoip = Self.geoip(seed: fields.fields("geoip"))
        kept = fields.kept(Self.seedKeys)
    }

    /// The tenant name for a file: `Seeds/Tenant.local.yaml` is `tenant-local`, because the name becomes part of a host
    /// name.
    static func name(ofFile path: String) -> String {
        let base = path.split(separator: "/").last ?? ""
        let stem = base.lastIndex(of: ".").map { base[..<$0] } ?? base
        let label = stem.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let trimmed = String(label).split(separator: "-").joined(separator: "-")
        return trimmed.isEmpty ? "tenant" : trimmed
    }
}

extension ClockSetting {
    /// Reads `clock`: an instant at which time stands still, or `{at, mode}`; nil if it is absent.
    init?(seed fields: Fields, findings: Findings) {
        if let instant = fields.instant("clock") {
            self = .frozen(instant)
            return
        }
        guard let clock = fields.fields("clock") else { return nil }
        let isFrozen = clock.text("mode") == "frozen"
        guard let instant = clock.instant("at") else {
            // A clock that is frozen at the machine's time would make another tenant each day.
            if isFrozen, !clock.has("at") {
                findings.report(.missingKey, "a frozen clock needs \"at\"", at: clock.node.position, clock.path)
            }
            return nil
        }
        self = isFrozen ? .frozen(instant) : .running(from: instant)
    }
}
