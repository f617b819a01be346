/// A refusal of the control API, which is ours alone (`/_understudy/…`).
struct ControlError: Error {
    let status: Int
    let code: String
    let description: String

    static func badRequest(_ description: String) -> Self {
        .init(status: 400, code: "invalid_request", description: description)
    }
}
