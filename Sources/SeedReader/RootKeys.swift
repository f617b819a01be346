import TenantModel

/// The keys at a seed's root: the deployment tool's own (seed format A1) and ours (E2).
enum RootKeys {
    static let table = KeyTable(ours + shared + kept)

    /// Any of these makes a file ours, and strict.
    static let marksOfOurs: Set<String> = [
        "version", "extends", "emulator", "globalClient", "signingKeys", "users", "usersFrom", "devices", "issued",
        "sessions",
        "grants", "blacklist",
    ]

    private static let ours: [KeyTable.Key] = [
        .key("version", .choice(["1"])),
        .key("extends", .open),
        .key("emulator", .map(EmulatorSettings.seedKeys)),
        .key("globalClient", .map(Client.globalSeedKeys)),
        .key("signingKeys", .list(.map(SigningKey.seedKeys))),
        .key("users", .itemsCheckedLater(User.seedKeys)),
        .key("usersFrom", .open),
        .key("devices", .list(.map(DeviceCredential.seedKeys))),
        .kept("sessions", .list(.data)),
        .kept("grants", .list(.data)),
        .kept("blacklist", .list(.data)),
        .key("issued", .map(IssuedThings.seedKeys)),
    ]

    private static let shared: [KeyTable.Key] = [
        .key("tenant", .map(TenantSettings.seedKeys)),
        .key("clients", .list(.map(Client.seedKeys))),
        .key("databases", .list(.map(Connection.databaseSeedKeys))),
        .key("connections", .list(.map(Connection.seedKeys))),
        .key("rules", .list(.map(Rule.seedKeys))),
        .key("rulesConfigs", .list(.map(RuleConfiguration.seedKeys))),
    ]

    private static let kept: [KeyTable.Key] =
        KeyTable.Key.kept(
            [
                "clientGrants", "resourceServers", "hooks", "actions", "actionModules", "roles", "organizations",
                "pages",
                "emailTemplates", "guardianFactors", "guardianFactorProviders", "guardianFactorTemplates", "themes",
                "logStreams", "eventStreams", "customDomains", "phoneProviders", "phoneTemplates", "forms", "flows",
                "flowVaultConnections", "selfServiceProfiles", "networkACLs", "userAttributeProfiles",
                "connectionProfiles", "tokenExchangeProfiles", "rateLimitPolicies", "clientAuthCredentials",
            ],
            .list(.data)
        )
        + KeyTable.Key.kept(
            [
                "triggers", "emailProvider", "guardianPolicies", "guardianPhoneFactorSelectedProvider",
                "guardianPhoneFactorMessageTypes", "attackProtection", "prompts", "branding", "supplementalSignals",
                "riskAssessment", "exclude", "include", "migrations",
            ],
            .data
        )
}
