import TenantModel

extension EmulatorSettings {
    /// The seed key `emulator`.
    ///
    /// - Parameter names: the words by which hooks refer to clients and connections.
    func document(_ names: SeedNames) -> JSONObject {
        JSONObject(given: [
            "name": .string(name),
            "domain": .given(domain),
            "issuer": .given(issuer),
            "aliases": .given(aliases),
            "era": .string(era.rawValue),
            "clock": .given(clock.document),
            "random_seed": .string(randomSeed),
            "entropy": .string(entropy.label),
            "drawn": .given(JSONObject(drawn.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            "created_at": .given(createdAt),
            "strict": .given(on: isStrict),
            "legacy": .object(legacy.document),
            "rate_limits": limitsDelegation ? ["delegation": true] : nil as JSONValue?,
            "rules": .given(rules.document),
            "hooks": .given(hooks.map { $0.document(names) }),
            "geoip": .given(JSONObject(geoip.members.filter { !$0.value.isNull }.map { ($0.name, $0.value) })),
        ]).followed(by: kept)
    }
}

extension ClockSetting {
    /// The seed key `clock`; empty for a clock that follows the machine.
    fileprivate var document: JSONObject {
        switch self {
        case .real: [:]
        case .frozen: JSONObject(given: ["at": .given(start), "mode": "frozen"])
        case .running: JSONObject(given: ["at": .given(start), "mode": "running"])
        }
    }
}

extension LegacySwitches {
    /// Every switch, because its default depends on the era and on the tenant's flags.
    fileprivate var document: JSONObject {
        [
            "disable_legacy_delegation_id_tokens": .bool(disablesDelegationOfIDTokens),
            "disable_legacy_delegation_refresh_tokens": .bool(disablesDelegationOfRefreshTokens),
            "legacy_v2_tokens": .bool(managementTokens),
            "id_token_bearer": .bool(idTokenBearer),
            "tokeninfo": .bool(tokenInfo),
            "ro_endpoint": .bool(resourceOwner),
            "provider_tokens_in_profiles": .bool(providerTokensInProfiles),
        ]
    }
}

extension RuleSandbox {
    /// The settings that differ from the defaults.
    fileprivate var document: JSONObject {
        let usual = RuleSandbox()
        return JSONObject(given: [
            "timeout_ms": timeout == usual.timeout ? nil : .milliseconds(timeout),
            "memory_mb": memoryMegabytes == usual.memoryMegabytes ? nil : .integer(memoryMegabytes),
            "modules": .given(modules),
            "stubs": .given(stubs.map(\.exactDocument)),
        ])
    }
}

extension NetworkStub {
    /// The document that the sandbox gets, with an exact delay: there it has been through a floating-point division.
    fileprivate var exactDocument: JSONObject {
        var document = document
        document["delay_ms"] = .milliseconds(delay)
        return document
    }
}
