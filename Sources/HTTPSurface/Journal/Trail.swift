import Synchronization

/// What the journal will say of a request besides its outcome.
final class Trail: Sendable {
    private struct State {
        var notes: [String] = []
        var error: String?
        var isRouted = false
        var isSecure = false
    }

    private let state = Mutex(State())

    func note(_ text: String) { state.withLock { $0.notes.append(text) } }

    var notes: [String] { state.withLock { $0.notes } }

    var error: String? {
        get { state.withLock { $0.error } }
        set { state.withLock { $0.error = newValue } }
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
