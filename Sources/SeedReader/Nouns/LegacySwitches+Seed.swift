import TenantModel

extension LegacySwitches {
    /// The keys of `emulator.legacy`.
    static let seedKeys = KeyTable([
        .key("disable_legacy_delegation_id_tokens", .flag),
        .key("disable_legacy_delegation_refresh_tokens", .flag),
        .key("legacy_v2_tokens", .flag),
        .key("id_token_bearer", .flag),
        .key("tokeninfo", .flag),
        .key("ro_endpoint", .flag),
        .key("provider_tokens_in_profiles", .flag),
    ])

    /// The defaults of the era, overridden by the tenant's flags, and these by `emulator.legacy`.
    init(era: Era, flags: JSONObject, seed fields: Fields?) {
        self.init(era: era)
        let allowsDelegation = flags["allow_legacy_delegation_grant_types"]?.flag ?? true
        disablesDelegationOfIDTokens = fields?.flag("disable_legacy_delegation_id_tokens") ?? !allowsDelegation
        disablesDelegationOfRefreshTokens =
            fields?.flag("disable_legacy_delegation_refresh_tokens") ?? !allowsDelegation
        managementTokens = fields?.flag("legacy_v2_tokens") ?? managementTokens
        idTokenBearer = fields?.flag("id_token_bearer") ?? flags["enable_idtoken_api2"]?.flag ?? idTokenBearer
        tokenInfo = fields?.flag("tokeninfo") ?? flags["allow_legacy_tokeninfo_endpoint"]?.flag ?? tokenInfo
        resourceOwner = fields?.flag("ro_endpoint") ?? flags["allow_legacy_ro_grant_types"]?.flag ?? resourceOwner
        providerTokensInProfiles = fields?.flag("provider_tokens_in_profiles") ?? providerTokensInProfiles
    }
}
