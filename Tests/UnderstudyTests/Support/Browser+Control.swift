import TenantModel
import Testing
import UnderstudyTesting

/// The control API.
extension Browser {
    func control(_ method: String, _ path: String, _ json: String = "", fields: Fields = [:]) async throws
        -> Exchange.Response
    {
        var fields = fields
        if !json.isEmpty, fields["Content-Type"] == nil { fields.append("Content-Type", "application/json") }
        return try await send(.init(method, try url(at("/_understudy\(path)")), fields: fields, body: Array(json.utf8)))
    }

    /// A hash of all that the tenant has become.
    func digest() async throws -> String {
        try #require(try await control("GET", "/digest").json["digest"]?.text)
    }

    /// Moves the clock, and answers what became due.
    @discardableResult
    func advance(_ json: String) async throws -> JSONObject {
        let answer = try await control("POST", "/clock/advance", json)
        try #require(answer.status == 200, "\(answer.refusal)")
        return answer.json
    }

    func advance(seconds: Int) async throws { try await advance("{\"by\":\(seconds)}") }

    func mint(_ order: JSONObject) async throws -> String {
        let answer = try await control("POST", "/tokens", order.serializedText)
        return try #require(answer.json["token"]?.text, "\(answer.refusal)")
    }

    /// What `work` does leaves no trace in the tenant.
    func expectNoChange<Result>(
        _ work: () async throws -> Result,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Result {
        let before = try await digest()
        let result = try await work()
        #expect(try await digest() == before, "a refused request changes nothing", sourceLocation: sourceLocation)
        return result
    }
}
