import TenantModel

/// Reads the parts of a tenant, each after those that it refers to.
extension SeedReader {
    func tenant(
        _ root: Fields,
        _ keywords: Keywords,
        _ findings: Findings,
        _ attached: [AttachedFiles],
        _ now: Timestamp
    ) -> TenantSeed {
        let emulatorFields = root.fields("emulator")
        let era: Era = emulatorFields?.choice("era") ?? .legacy
        let settings = TenantSettings(seed: root.fields("tenant"), era: era, findings: findings)
        var emulator = EmulatorSettings(
            seed: emulatorFields,
            flags: settings.flags,
            fileName: findings.source.file,
            findings: findings
        )
        let reading = Reading(
            findings: findings,
            keywords: keywords,
            attached: attached,
            era: era,
            derivation: Derivation(randomSeed: emulator.randomSeed),
            now: emulator.clock.start ?? now,
            validatePrivateKey: validatePrivateKey
        )
        let (clients, clientDirectory) = Client.read(root.items("clients"), in: reading)
        let connections = Connection.read(root, clientDirectory, in: reading)
        emulator.rules = RuleSandbox(seed: emulatorFields?.fields("rules"), in: reading)
        emulator.hooks = HookReader(
            clients: clientDirectory,
            connections: Connection.directory(connections),
            findings: findings
        ).read(emulatorFields?.items("hooks") ?? [])
        var userReader = UserReader(
            reading: reading,
            connections: connections,
            rootKeys: RootKeys.table,
            roles: Self.roleNames(root, findings)
        )
        var seed = TenantSeed(
            emulator: emulator,
            globalClient: Client.global(seed: root.fields("globalClient"), in: reading),
            signingKeys: SigningKey.read(root.items("signingKeys"), in: reading)
        )
        seed.settings = settings
        seed.clients = clients
        seed.connections = connections
        seed.users = userReader.read(root.items("users"))
        let rules = Rule.read(root.items("rules"), in: reading)
        seed.rules = rules.map(\.rule)
        seed.ruleConfiguration = RuleConfiguration.read(root.items("rulesConfigs"), findings)
        seed.devices = DeviceReader(
            reading: reading,
            users: seed.users,
            connections: connections,
            clients: clientDirectory,
            policies: Dictionary(clients.map { ($0.id, $0.refreshTokens) }) { first, _ in first }
        ).read(root.items("devices"))
        seed.issued = IssuedThings(seed: root.fields("issued"), findings: findings)
        seed.kept = root.kept(RootKeys.table)
        ScriptChecks(
            findings: findings,
            configuration: seed.ruleConfiguration,
            sandbox: seed.emulator.rules,
            complaints: checkScripts
        )
        .check(rules, of: root)
        Self.checkDefaultDirectory(root, connections, findings)
        return seed
    }

    private static func roleNames(_ root: Fields, _ findings: Findings) -> [String] {
        var names = Registry(findings)
        return root.items("roles").compactMap { role in
            guard let name = role.text("name") else { return nil }
            names.claim(name, "role name \"\(name)\"", at: role.position(of: "name"), role.path + "name")
            return name
        }
    }

    private static func checkDefaultDirectory(_ root: Fields, _ connections: [Connection], _ findings: Findings) {
        guard let tenant = root.fields("tenant"), let name = tenant.text("default_directory"), !name.isEmpty,
            !connections.contains(where: { $0.name == name })
        else { return }
        findings.report(
            stranger: name,
            to: "connection",
            among: connections.map(\.name),
            at: tenant.position(of: "default_directory"),
            tenant.path + "default_directory"
        )
    }
}
