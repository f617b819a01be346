import TenantModel

/// The keys at a seed's root: ours and those of the deployment tool.
enum RootKeys {
    static let table = KeyTable(ours + shared + kept)

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
                "clientGrants", "hooks", "actions", "actionModules", "roles", "organizations",
                "pages",
                "emailTemplates", "guardianFactors", "guardianFactorProviders", "guardianFactorTemplates", "themes",
                "logStreams", "eventStreams", "customDomains", "phoneProviders", "phoneTemplates", "forms", "flows",
                "flowVaultConnections", "selfServiceProfiles", "networkACLs", "userAttributeProfiles",
                "connectionProfiles", "tokenExchangeProfiles", "rateLimitPolicies", "clientAuthCredentials",
            ],
            .list(.data)
        )
        + [.kept("resourceServers", .list(.map(resourceServerKeys)))]
        + KeyTable.Key.kept(
            [
                "triggers", "emailProvider", "guardianPolicies", "guardianPhoneFactorSelectedProvider",
                "guardianPhoneFactorMessageTypes", "attackProtection", "prompts", "branding", "supplementalSignals",
                "riskAssessment", "exclude", "include", "migrations",
            ],
            .data
        )

    /// The keys of an item of `resourceServers`; nothing acts on them but `identifier`, so any value is valid.
    private static let resourceServerKeys = KeyTable(
        [
            "id", "name", "identifier", "scopes", "signing_alg", "signing_secret", "allow_offline_access",
            "skip_consent_for_verifiable_first_party_clients", "token_lifetime", "token_lifetime_for_web",
            "enforce_policies", "token_dialect", "token_encryption", "consent_policy", "authorization_details",
            "authorization_policy", "proof_of_possession", "subject_type_authorization", "client_id", "client",
            "is_system", "allow_online_access", "allow_online_access_with_ephemeral_sessions", "verificationKey",
            "verificationLocation", "verification_location", "options",
        ].map { .key($0, .open) }
    )
}
