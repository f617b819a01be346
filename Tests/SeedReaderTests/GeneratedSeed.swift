import TenantModel

@testable import SeedReader

/// A seed's document made of everything that its key tables allow, by numbers that are the same in every run.
///
/// What the tables cannot say (references, names that are taken once, keys that exclude each other) is said here.
struct GeneratedSeed {
    private var state: UInt64

    init(number: Int) { state = UInt64(number) &* 0xD134_2543_DE82_EF95 &+ 1 }

    mutating func document() -> JSONObject {
        var root = map(
            RootKeys.table,
            leavingOut: Self.saidHere.union(["version", "extends", "usersFrom", "rulesConfigs", "issued"])
        )
        root["version"] = 1
        let clients = (0..<number(1...3)).map { client($0) }
        root["clients"] = .array(clients)
        if chance() { root["globalClient"] = ["client_id": .string(id("Global")), "secret_encoded": .bool(chance())] }
        let databases = (0..<number(0...2)).map { connection("db-\($0)", "auth0", Connection.databaseSeedKeys) }
        root["databases"] = .array(databases)
        root["connections"] = .array(
            ["facebook", "email", "samlp"].map { connection($0, $0, Connection.seedKeys) }
        )
        root["roles"] = [["name": "admin"], ["name": "a role"]]
        let names = databases.indices.map { "db-\($0)" } + ["facebook", "email", "samlp"]
        root["tenant"] = .object(tenant(names))
        root["emulator"] = .object(emulator(names))
        root["rules"] = .array((0..<number(0...3)).map { rule($0) })
        root["rulesConfigs"] = .array(
            (0..<number(0...3)).map { ["key": .string("KEY_\($0)"), "value": .string(text())] }
        )
        let users = (0..<number(1...4)).map { user($0, of: names[number(0...names.count - 1)]) }
        root["users"] = .array(users)
        root["devices"] = .array((0..<number(0...3)).map { device($0, number(0...users.count - 1)) })
        // Whatever order somebody writes them in.
        return JSONObject(shuffled(root.members).map { ($0.name, $0.value) })
    }

    private static let saidHere: Set<String> = [
        "clients", "globalClient", "signingKeys", "databases", "connections", "roles", "tenant", "emulator", "rules",
        "users", "devices",
    ]

    // MARK: Nouns

    private mutating func client(_ index: Int) -> JSONValue {
        var client = map(
            Client.seedKeys,
            leavingOut: ["name", "client_secret", "allowed_clients", "refresh_token"]
        )
        client["name"] = .string("Client \(index)")
        client["client_id"] = .string(id("Client\(index)"))
        if chance() { client["client_secret"] = .string(id("Secret") + id("Secret")) }
        if chance() { client["allowed_clients"] = [.string(id("Client0"))] }
        if chance() {
            var policy = map(RefreshTokenPolicy.seedKeys, leavingOut: ["policies"])
            if policy["rotation_type"] == "rotating" { policy["expiration_type"] = nil }
            client["refresh_token"] = .object(policy)
        }
        return .object(client)
    }

    private mutating func connection(_ name: String, _ strategy: String, _ table: KeyTable) -> JSONValue {
        var connection = map(table, leavingOut: ["id", "enabled_clients"])
        connection["name"] = .string(name)
        connection["strategy"] = .string(strategy)
        if chance() { connection["enabled_clients"] = chance() ? [] : ["Client 0"] }
        return .object(connection)
    }

    private mutating func tenant(_ connections: [String]) -> JSONObject {
        var tenant = map(TenantSettings.seedKeys, leavingOut: ["default_directory"])
        if chance() { tenant["default_directory"] = .string(connections[0]) }
        return tenant
    }

    private mutating func emulator(_ connections: [String]) -> JSONObject {
        var emulator = map(
            EmulatorSettings.seedKeys,
            leavingOut: ["clock", "keywords", "keywords_from_env", "rules", "hooks", "lenient"]
        )
        emulator["keywords"] = false
        switch number(0...3) {
        case 0: emulator["clock"] = value(.instant)
        case 1: emulator["clock"] = ["at": value(.instant), "mode": "running"]
        case 2: emulator["clock"] = ["mode": "running"]
        default: break
        }
        if chance() {
            var rules = map(RuleSandbox.seedKeys, leavingOut: ["modules", "stubs"])
            let stubs = (0..<number(0...2)).map { _ in
                map(NetworkStub.seedKeys, leavingOut: [chance() ? "text" : "json"])
            }
            rules["stubs"] = .array(stubs.map(JSONValue.object))
            emulator["rules"] = .object(rules)
        }
        emulator["hooks"] = .array((0..<number(0...2)).map { hook($0, connections) })
        return emulator
    }

    private mutating func hook(_ index: Int, _ connections: [String]) -> JSONValue {
        var hook: JSONObject = ["name": .string("hook \(index)")]
        var when: JSONObject = ["role": .string("r\(index)")]
        if chance() { when["client"] = [.string(id("Client0")), "Client 0"] }
        if chance() { when["connection"] = .array(connections.map(JSONValue.string)) }
        if chance() { when["protocol"] = ["oidc-basic-profile", "samlp"] }
        if chance() { when["email_domain"] = "Example.COM" }
        if chance() { hook["when"] = .object(when) }
        hook["set"] =
            chance()
            ? ["deny": .string("because " + text())]
            : [
                "lifetime_in_seconds": 60, "claims": .object(claims()),
                "scopes": [text(): [.string(text())], "b": "c"],
            ]
        return .object(hook)
    }

    private mutating func rule(_ index: Int) -> JSONValue {
        var rule = map(Rule.seedKeys, leavingOut: ["name", "script", "order"])
        rule["name"] = .string("rule \(index)")
        rule["script"] = chance() ? .string("function () {\n\(text())\n}") : ["text": .string(text())]
        if chance() { rule["order"] = .integer(index == 2 ? 1_000_000_000 : index) }
        return .object(rule)
    }

    private mutating func user(_ index: Int, of connection: String) -> JSONValue {
        let isDatabase = connection.hasPrefix("db")
        let isFromElsewhere = connection == "facebook" || connection == "samlp"
        let excluded: Set = [
            "user_id", "connection", "email", "username", "phone_number", "password", "password_hash", "roles",
            "custom_password_hash", "identities", "app_metadata",
        ]
        var user = map(User.seedKeys, leavingOut: excluded)
        user["email"] = .string("User\(index)@Example.com")
        user["connection"] = .string(connection)
        if chance() { user["username"] = .string("Name \(index) \(text())") }
        if chance() { user["phone_number"] = .string("+4512345\(index)") }
        if chance() { user["roles"] = ["a role", "admin"] }
        if isDatabase, chance() {
            let hash = "$2a$10$exampleonlysaltexamplelYOOPStB50uogUsgObENmORvbFWIIny"
            user[chance() ? "password" : "password_hash"] = .string(hash)
        }
        for key in ["user_metadata", "app_metadata"] where chance() { user[key] = .object(data(3)) }
        if isFromElsewhere, chance() { user.merge(data(1)) }
        if chance() {
            let provider = isDatabase ? "auth0" : connection
            let local = chance() ? "x\(index)" : "\(provider)|y\(index)"
            var first = map(UserIdentity.seedKeys, leavingOut: ["connection", "provider"])
            first["user_id"] = .string("\(provider)|\(local)")
            var second = map(UserIdentity.seedKeys, leavingOut: ["connection", "provider"])
            second["connection"] = "facebook"
            user["identities"] = [.object(first), .object(second)]
        }
        return .object(JSONObject(shuffled(user.members).map { ($0.name, $0.value) }))
    }

    private mutating func device(_ index: Int, _ user: Int) -> JSONValue {
        var device = map(
            DeviceCredential.seedKeys,
            leavingOut: ["id", "user", "client", "type", "token", "value", "connection", "replaced_at", "device_name"]
        )
        device["id"] = .string("dcr_\(index)")
        device["user"] = .string("user\(user)@example.com")
        device["client"] = chance() ? "Client 0" : .string(id("Client0"))
        device["device_name"] = .string("\(index)\(text())")
        if chance() { device["connection"] = "facebook" }
        if chance(), chance() {
            let ofRefreshTokens = [
                "begun_at", "authenticated_at", "shows_auth_time", "sid", "family", "successors", "expires_at",
            ]
            for key in ofRefreshTokens { device[key] = nil }
            device["type"] = "public_key"
            device["value"] = .string("v" + text())
            device["device_id"] = .string("d" + text())
        } else {
            device["replaced_at"] = value(.instant)
            device["type"] = chance() ? "rotating_refresh_token" : "refresh_token"
            if chance() { device["token"] = .string("t\(index)" + text()) }
        }
        return .object(device)
    }

    // MARK: Shapes

    private mutating func map(_ table: KeyTable, leavingOut excluded: Set<String> = []) -> JSONObject {
        var object = JSONObject()
        for key in shuffled(table.keys) where !excluded.contains(key.name) && (key.isRequired || chance()) {
            object[key.name] = value(key.shape)
        }
        return object
    }

    private mutating func value(_ shape: Shape) -> JSONValue {
        switch shape {
        case .text(let form): return .string(text(form))
        case .flag: return .bool(chance())
        case .integer(let range, _): return .integer(number(range))
        case .amount(let most, _):
            return chance() ? .integer(number(1...Int(most))) : .number(Double(number(1...Int(most * 1000))) / 1000)
        case .number(let range, _):
            let fraction = Double(number(0...1_000_000)) / 1_000_000
            return .number(range.lowerBound + (range.upperBound - range.lowerBound) * fraction)
        case .instant:
            let milliseconds = Timestamp.earliest.milliseconds + Int64(next() % 315_537_897_599_999)
            return .string((Timestamp(milliseconds: milliseconds) ?? .latest).rfc3339)
        case .choice(let words): return .string(words[number(0...words.count - 1)])
        case .list(let element): return .array((0..<number(0...3)).map { _ in value(element) })
        case .map(let table): return .object(map(table))
        case .itemsCheckedLater: return []
        case .openMap(let values): return .object(data(2, values))
        case .open: return open(2)
        case .either(let single, let other): return value(chance() ? single : other)
        }
    }

    private mutating func data(_ depth: Int, _ values: Shape = .open) -> JSONObject {
        // Metadata may have neither dots nor dollars in its names.
        let names = (0..<number(0...3)).map { "\($0) " + text().filter { $0 != "." && $0 != "$" } }
        return JSONObject(
            names.map { name in
                if case .open = values { return (name, open(depth)) }
                return (name, value(values))
            }
        )
    }

    /// Of a token: numbers that some readers would round are refused.
    private mutating func claims() -> JSONObject {
        var claims = data(2)
        while claims.firstUnsafeNumber != nil { claims = data(2) }
        return claims
    }

    private mutating func open(_ depth: Int) -> JSONValue {
        switch number(0...(depth > 0 ? 7 : 5)) {
        case 0: nil
        case 1: .bool(chance())
        case 2: .integer(Int(truncatingIfNeeded: Int64(bitPattern: next())))
        case 3: .number(Double(Int64(bitPattern: next())) / 1024)
        case 4, 5: .string(text())
        case 6: .array((0..<number(0...3)).map { _ in open(depth - 1) })
        default: .object(data(depth - 1))
        }
    }

    // MARK: Texts

    private static let awkward = AwkwardTexts.texts.filter { $0.utf8.count < 200 }
    private static let wellFormed = [
        "a", "AB", "ABC", "word", "https://example.com/", "http://localhost:3000", "example.com:8443",
        "ada@example.com", "+4512345678", "GET", "never",
    ]

    private mutating func text() -> String { Self.awkward[number(0...Self.awkward.count - 1)] }

    /// One that the form takes without a warning.
    private mutating func text(_ form: TextForm) -> String {
        for _ in 0..<4 {
            let text = text()
            if form.fault(text) == nil { return text }
        }
        let fitting = Self.wellFormed.filter { form.fault($0) == nil }
        return fitting.isEmpty ? id("Word") : fitting[number(0...fitting.count - 1)]
    }

    /// 32 letters and digits.
    private func id(_ start: String) -> String { String((start + String(repeating: "0", count: 32)).prefix(32)) }

    // MARK: Numbers

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    private mutating func chance() -> Bool { next() & 1 == 0 }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    private mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for index in elements.indices.dropFirst() { elements.swapAt(index, number(0...index)) }
        return elements
    }
}
