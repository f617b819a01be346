import Synchronization
import TenantModel

/// What the journal will say of a request besides its outcome.
final class Trail: Sendable {
    /// Why a request was refused, and whose it was.
    struct Refused: Sendable {
        /// The wire value of `error`.
        var error: String
        /// Never empty.
        var reason: String
        var client: Identifier<Client>?
        var user: Identifier<User>?
    }

    private struct State {
        var notes: [String] = []
        var refused: Refused?
        var withheld: String?
        var isRouted = false
        var isSecure = false
    }

    private let state = Mutex(State())

    func note(_ text: String) { state.withLock { $0.notes.append(text) } }

    var notes: [String] { state.withLock { $0.notes } }

    /// The only way for a refusal into journal and log.
    ///
    /// - Parameter error: the wire value of `error`.
    func refuse(_ error: String, _ refusal: any ExplainedRefusal) {
        let (reason, explanation) = (refusal.reason, refusal.explanation)
        refuse(error, reason: reason.isEmpty ? error : reason, client: explanation.client, user: explanation.user)
    }

    /// For a refusal that no flow has thrown.
    func refuse(_ error: String, reason: String, client: Identifier<Client>? = nil, user: Identifier<User>? = nil) {
        state.withLock { $0.refused = Refused(error: error, reason: reason, client: client, user: user) }
    }

    var refused: Refused? { state.withLock { $0.refused } }

    /// Why the browser keeps the answer from the page that asked: no client of the tenant owns its origin.
    var withheld: String? {
        get { state.withLock { $0.withheld } }
        set { state.withLock { $0.withheld = newValue } }
    }

    /// An endpoint took the request.
    var isRouted: Bool {
        get { state.withLock { $0.isRouted } }
        set { state.withLock { $0.isRouted = newValue } }
    }

    /// It came over TLS.
    var isSecure: Bool {
        get { state.withLock { $0.isSecure } }
        set { state.withLock { $0.isSecure = newValue } }
    }
}
