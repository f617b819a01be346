import Synchronization
package import TenantModel

/// Hides a tenant's secrets in what we write: the server's log, the journal, rule runs, the tenant's own log.
///
/// Secrets are the values of `rulesConfigs` and the secrets of clients. They are also found inside JSON, queries and
/// Base64. An answer to a client is not masked: like the real tenant, it repeats what the rule said.
package final class SecretMask: Sendable {
    private let configuration: [String: String]
    private let clients: [Client]
    /// Texts that the tenant shows to anybody.
    ///
    /// A `rulesConfigs` value that equals one of them is no secret.
    private let publicTexts: Set<String>
    /// Made when the first text is masked, because most tenants never need it.
    private let table = Mutex<MaskTable?>(nil)

    /// - Parameters:
    ///   - configuration: the values of `rulesConfigs` by their keys.
    ///   - publicTexts: further public texts; the clients' ids and names are public anyway.
    package init(configuration: [String: String], clients: [Client], publicTexts: [String] = []) {
        self.configuration = configuration
        self.clients = clients
        self.publicTexts = Set(publicTexts + clients.flatMap { [$0.id.rawValue, $0.name] })
    }

    package func masked(_ text: String) -> String { patterns.masked(text) }

    package func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(masked(text))
        case .array(let elements): .array(elements.map(masked))
        case .object(let object): .object(masked(object))
        case .null, .bool, .integer, .number: value
        }
    }

    /// Masks names of members, too, because a rule may use a secret as a name.
    package func masked(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.map { (masked($0.name), masked($0.value)) })
    }

    private var patterns: MaskTable {
        table.withLock { table in
            if let table { return table }
            let made = MaskTable(secrets)
            table = made
            return made
        }
    }

    private var secrets: [MaskTable.Secret] {
        let sorted = configuration.sorted { $0.key < $1.key }
        let configured =
            sorted
            .filter { !Self.everydayWords.contains($0.value) && !publicTexts.contains($0.value) }
            .map { MaskTable.Secret(text: $0.value, name: "configuration.\($0.key)") }
        let members = sorted.flatMap { key, text in
            Self.secretMembers(of: text).map { MaskTable.Secret(text: $0, name: "configuration.\(key)") }
        }
        return configured + members
            + clients.map { MaskTable.Secret(text: $0.secret, name: "client_secret of \($0.id.rawValue)") }
    }

    /// The secrets inside a value that is a JSON object, such as the `private_key` of a service account.
    private static func secretMembers(of text: String) -> [String] {
        guard text.hasPrefix("{") || text.hasPrefix("["), let value = try? JSONValue(parsing: text) else { return [] }
        func texts(_ value: JSONValue, isSecret: Bool) -> [String] {
            switch value {
            case .string(let text): isSecret && text.utf8.count >= 8 ? [text] : []
            case .array(let elements): elements.flatMap { texts($0, isSecret: isSecret) }
            case .object(let object):
                object.members.flatMap { member in
                    let name = member.name.lowercased()
                    let isSecret = ["key", "secret", "password", "token"].contains { name.hasSuffix($0) }
                    return texts(member.value, isSecret: isSecret)
                }
            case .null, .bool, .integer, .number: []
            }
        }
        return texts(value, isSecret: false)
    }

    /// Values that are no secrets, and that would be masked in many harmless texts.
    private static let everydayWords: Set<String> = ["true", "false", "null", "none", "undefined"]
}
