import Tenancy
import TenantModel

/// A refusal of the control API (`/_understudy/…`), which Auth0 does not have.
struct ControlError: ExplainedRefusal {
    let status: Int
    let code: String
    let description: String
    /// Further members of the answer's body.
    var details = JSONObject()
    var explanation = Explanation()

    var words: String { description }

    static func badRequest(_ description: String) -> Self {
        .init(status: 400, code: "invalid_request", description: description)
    }

    static func unknown(_ description: String) -> Self {
        .init(status: 404, code: "not_found", description: description)
    }

    static func taken(_ description: String) -> Self {
        .init(status: 409, code: "conflict", description: description)
    }
}

extension ControlError {
    init(_ refusal: TenantRefusal) {
        switch refusal.kind {
        case .invalidRequest: self = .badRequest(refusal.description)
        case .unknown: self = .unknown(refusal.description)
        case .taken: self = .taken(refusal.description)
        case .invalidSeed(let complaints, let omitted):
            self.init(status: 400, code: "invalid_seed", description: refusal.description)
            details["complaints"] = .array(complaints.map(JSONValue.object))
            if omitted > 0 { details["omitted"] = .integer(omitted) }
        }
        explanation = refusal.explanation
    }
}
