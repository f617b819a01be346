package import TenantModel

/// A refusal of the control API, which is ours alone (`/_understudy/…`).
package struct ControlError: ExplainedRefusal {
    let status: Int
    let code: String
    package let description: String
    /// Further members of the answer.
    var details = JSONObject()
    package var explanation = Explanation()

    package var words: String { description }

    package static func badRequest(_ description: String) -> Self {
        .init(status: 400, code: "invalid_request", description: description)
    }

    static func unknown(_ description: String) -> Self {
        .init(status: 404, code: "not_found", description: description)
    }

    package static func taken(_ description: String) -> Self {
        .init(status: 409, code: "conflict", description: description)
    }

    /// - Parameters:
    ///   - complaints: one for each thing that is wrong with the seed (seed format F1).
    ///   - omitted: how many more there are.
    package static func badSeed(_ description: String, complaints: [JSONObject], omitted: Int = 0) -> Self {
        var details: JSONObject = ["complaints": .array(complaints.map(JSONValue.object))]
        if omitted > 0 { details["omitted"] = .integer(omitted) }
        return .init(status: 400, code: "invalid_seed", description: description, details: details)
    }
}
