import TenantModel
import World

/// A log entry as the Management API shows it.
struct LogDocument {
    /// Every documented field of an entry, also those that no entry has here.
    static let fields = [
        "date", "type", "description", "connection", "connection_id", "strategy", "strategy_type", "client_id",
        "client_name", "ip", "user_agent", "hostname", "user_id", "user_name", "audience", "scope", "details", "log_id",
        "_id", "isMobile", "location_info", "organization_id", "organization_name", "security_context", "references",
    ]

    private let entry: LogEntry
    private let directory: TenantDirectory

    init(_ entry: LogEntry, in directory: TenantDirectory) {
        self.entry = entry
        self.directory = directory
    }

    var object: JSONObject {
        var object: JSONObject = [
            "date": .string(entry.at.rfc3339), "type": .string(entry.kind.rawValue),
            "description": text(entry.description),
        ]
        if let name = entry.connection {
            let connection = directory.connection(named: name)
            object["connection"] = .string(name)
            object["connection_id"] = text(connection?.id.rawValue)
            object["strategy"] = text(connection?.strategy.rawValue)
            object["strategy_type"] = text(connection?.strategy.kind.rawValue)
        }
        object["client_id"] = text(entry.client?.rawValue)
        object["client_name"] = text(entry.client.flatMap { directory.client($0)?.name })
        object["ip"] = text(entry.address)
        object["user_agent"] = text(entry.userAgent)
        object["hostname"] = .string(String(directory.domain.prefix { $0 != ":" }))
        object["user_id"] = .string(entry.user?.rawValue ?? "")
        object["user_name"] = .string(entry.userName ?? "")
        object["audience"] = entry.audience.map(JSONValue.string)
        object["scope"] = entry.scope.map(JSONValue.string)
        object["details"] = entry.details.map(JSONValue.object)
        object["log_id"] = .string(entry.id)
        object["_id"] = .string(entry.id)
        object["isMobile"] = false
        return object
    }

    private func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
}
