import TenantModel

extension Connection {
    /// The keys of an item of `databases`: those of the Management API.
    static let databaseSeedKeys = KeyTable(
        commonKeys + [
            .key("strategy", .choice([Strategy.auth0.rawValue])),
            .key("options", .map(databaseOptions)),
        ]
    )

    /// The keys of an item of `connections`, which have every other strategy; their `options` may have any keys.
    static let seedKeys = KeyTable(
        commonKeys + [
            .key("strategy", .choice(Strategy.known.filter { $0 != Strategy.auth0.rawValue })).required,
            .key("options", .data),
        ]
    )

    private static let commonKeys: [KeyTable.Key] = [
        .key("id", .text(.nonEmpty)),
        .key("name", .text(.connectionName)).required,
        .shown("display_name", .text),
        .key("enabled_clients", .list(.text(.nonEmpty))),
        .kept("realms", .list(.text)),
        .kept("is_domain_connection", .flag),
        .kept("show_as_button", .flag),
        .kept("metadata", .openMap(values: .text)),
        .kept("authentication", .data),
        .kept("connected_accounts", .data),
        .kept("scim_configuration", .data),
        .kept("directory_provisioning_configuration", .data),
        .kept("cross_app_access_requesting_app", .data),
        .kept("cross_app_access_resource_app", .data),
    ]

    private static let databaseOptions = KeyTable(
        [
            .shown("passwordPolicy", .choice(["none", "low", "fair", "good", "excellent"])),
            .shown("password_complexity_options", .data),
            .key("requires_username", .flag),
            .shown("validation", .data),
            .shown("disable_signup", .flag),
            .shown("brute_force_protection", .flag),
        ]
            + KeyTable.Key.kept(
                [
                    "password_history", "password_no_personal_info", "password_dictionary", "customScripts",
                    "configuration", "mfa", "authentication_methods", "passkey_options", "attributes",
                    "custom_password_hash", "gateway_authentication",
                ],
                .data
            )
            + KeyTable.Key.kept(
                [
                    "disable_self_service_change_password", "import_mode", "enabledDatabaseCustomization",
                    "enable_script_context", "realm_fallback",
                ],
                .flag
            )
            + KeyTable.Key.kept(["precedence", "non_persistent_attrs"], .list(.text))
            + [
                .kept("strategy_version", .integer(1...2, unit: "version")),
                .kept(
                    "set_user_root_attributes",
                    .choice(["on_each_login", "on_first_login", "never_on_login"])
                ),
            ]
    )

    /// The name of the database that a seed without `databases` gets; every client may use it.
    static let defaultDatabaseName = "Username-Password-Authentication"

    /// Reads all connections: databases, then the others, each in the order of the file.
    static func read(_ root: Fields, _ clients: Directory<Client>, in reading: Reading) -> [Connection] {
        var names = Registry(reading.findings)
        var connections: [Connection] = []
        func add(_ fields: Fields, _ table: KeyTable, _ strategy: Strategy?) {
            guard let name = fields.text("name"), let strategy else { return }
            names.claim(name, "connection name \"\(name)\"", at: fields.position(of: "name"), fields.path + "name")
            var connection = Connection(named: name, strategy, id: fields.text("id"), reading.derivation)
            connection.displayName = fields.text("display_name")
            connection.kept = fields.kept(table)
            connection.enabledClients = clients.resolve("enabled_clients", of: fields, reading.findings)
            connection.options =
                table["options"].flatMap { key in fields.node("options").map { JSONValue($0, as: key.shape) } }?
                .object ?? JSONObject()
            connections.append(connection)
        }
        for fields in root.items("databases") { add(fields, databaseSeedKeys, .auth0) }
        if root.node("databases")?.items == nil {
            connections.append(Connection(named: defaultDatabaseName, .auth0, id: nil, reading.derivation))
        }
        for fields in root.items("connections") { add(fields, seedKeys, fields.choice("strategy")) }
        return connections
    }

    static func directory(_ connections: [Connection]) -> Directory<Connection> {
        connections.reduce(into: Directory(kind: "connection")) { $0.add($1.id, named: $1.name) }
    }

    private init(named name: String, _ strategy: Strategy, id: String?, _ derivation: Derivation) {
        self.init(
            id: Identifier(id ?? "con_" + derivation.alphanumerics(.connectionID, name, count: 16)),
            name: name,
            strategy: strategy
        )
    }
}
