/// What a login will do to the browser's session once nothing stands in its way.
package enum SessionPlan: Hashable, Sendable {
    /// A person logged in: a new session, if any, takes the place of `previous`.
    case begin(String?, replacing: String?)
    /// The session was enough, and goes on.
    case resume(String)

    package var id: String? {
        switch self {
        case .begin(let id, _): id
        case .resume(let id): id
        }
    }
}
