import TenantModel
import Testing
import UnderstudyTesting

/// The Management API, with a token that the tenant's owner made.
extension Browser {
    func managementToken(_ scope: String) async throws -> String {
        try await mint(["kind": "management", "client": "App A", "scope": .string(scope)])
    }

    func manage(_ path: String, by token: String?) async throws -> Exchange.Response {
        try await manage("GET", path, by: token)
    }

    func manage(
        _ method: String,
        _ path: String,
        _ json: String = "",
        by token: String?
    ) async throws -> Exchange.Response {
        var fields: Fields = [:]
        if let token { fields.append("Authorization", "Bearer \(token)") }
        if !json.isEmpty { fields.append("Content-Type", "application/json") }
        return try await send(.init(method, try url(at("/api/v2\(path)")), fields: fields, body: Array(json.utf8)))
    }
}

extension Exchange.Response {
    /// The objects of a JSON list.
    var list: [JSONObject] { (try? JSONValue(parsing: body))?.elements?.compactMap(\.object) ?? [] }

    /// `401 Unauthorized -: Invalid token`: status, phrase, code and message of a Management API refusal in one line.
    var managementRefusal: String {
        func text(_ name: String) -> String { json[name]?.text ?? "-" }
        return "\(json["statusCode"]?.integer ?? 0) \(text("error")) \(text("errorCode")): \(text("message"))"
    }
}
