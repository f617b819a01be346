import Flows
import HTTPTypes
import Hummingbird
import TenantModel
import World

/// `/api/v2/logs` (Management API §16).
enum LogEndpoints {
    /// Newest first, unless `sort=date:1` says otherwise; `q` as `LogSearch` reads it.
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        try request.managementBearer(context).demand(anyOf: "read:logs", "read:logs_users")
        let parameters = try request.managementQuery()
        for name in ["from", "take"] where try parameters.text(name) != nil {
            throw ManagementError.notEmulated("Reading logs from a checkpoint (\(name))")
        }
        let paging = try Paging(parameters)
        let search = try LogSearch(try parameters.text("q") ?? parameters.text("search") ?? "")
        var documents = context.world.tenantLog.entries.map { LogDocument($0, in: context.world.directory).object }
            .filter(search.matches)
        switch try parameters.text("sort") {
        case nil, "date:-1": documents.reverse()
        case "date:1": break
        case let sort?: throw ManagementError.query("sort must be date:1 or date:-1, not \(sort)")
        }
        let shown = paging.isAsked ? documents : Array(documents.prefix(50))
        return .management(paging.answer(shown, named: "logs"))
    }

    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        try request.managementBearer(context).demand(anyOf: "read:logs", "read:logs_users")
        let id = try context.parameters.require("id")
        guard let entry = context.world.tenantLog.entries.first(where: { $0.id == id }) else {
            throw ManagementError(404, "Log not found", code: "log_not_found")
        }
        return .management(.object(LogDocument(entry, in: context.world.directory).object))
    }
}

/// A log entry as the Management API shows it (Management API §16.1).
struct LogDocument {
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

/// `q` of the logs: `field:value` and bare words, joined by `AND`; a value with blanks in quotes.
///
/// The rest of the Lucene subset is refused by name rather than misread.
struct LogSearch {
    private enum Term {
        case field(String, String)
        case word(String)
    }

    private let terms: [Term]

    /// Where a bare word is looked for (Management API §16.1).
    private static let wordFields = [
        "user_name", "connection", "client_name", "type", "ip", "log_id", "description",
    ]

    init(_ text: String) throws(ManagementError) {
        var terms: [Term] = []
        for word in Self.words(text) where word != "AND" {
            guard !["OR", "NOT"].contains(word), !word.contains(where: { "()[]{}*?~^".contains($0) }) else {
                throw .notEmulated("\"\(word.prefix(80))\" in a search of logs (field:value and AND are)")
            }
            if let colon = word.firstIndex(of: ":") {
                terms.append(.field(String(word[..<colon]), String(word[word.index(after: colon)...])))
            } else {
                terms.append(.word(word))
            }
        }
        self.terms = terms
    }

    /// Split at blanks outside quotes, which are left out.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case " " where !isQuoted:
                if !word.isEmpty { words.append(word) }
                word = ""
            default: word.append(character)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    func matches(_ document: JSONObject) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .field(let name, let value): Self.value(name, in: document) == value
            case .word(let word): Self.wordFields.contains { document[$0]?.text == word }
            }
        }
    }

    /// `details.api_type` reaches inside.
    private static func value(_ path: String, in document: JSONObject) -> String? {
        let names = path.split(separator: ".").map(String.init)
        let value = names.reduce(JSONValue?.some(.object(document))) { $0?.object?[$1] }
        return value.flatMap { $0.text ?? ($0.object == nil ? $0.serializedText : nil) }
    }
}
