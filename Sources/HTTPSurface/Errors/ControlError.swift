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

    static func badRequest(_ description: String) -> Self {
        .init(status: 400, code: "invalid_request", description: description)
    }

    static func unknown(_ description: String) -> Self {
        .init(status: 404, code: "not_found", description: description)
    }

    package static func taken(_ description: String) -> Self {
        .init(status: 409, code: "conflict", description: description)
    }

    /// - Parameter complaints: one for each thing that is wrong with the seed (seed format F1).
    package static func badSeed(_ description: String, complaints: [JSONObject]) -> Self {
        .init(
            status: 400,
            code: "invalid_seed",
            description: description,
            details: ["complaints": .array(complaints.map(JSONValue.object))]
        )
    }
}
