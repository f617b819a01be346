package import Hummingbird
import Logging
import NIOCore
import Synchronization
import World

/// What a request carries through its endpoint: its tenant, where it came from, and the trail it leaves in the journal.
package struct TenantContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Set by `TenantResponder` before any endpoint runs.
    var tenant: LiveTenant?
    /// Set by `TenantResponder`, as the tenant.
    var requestID = ""
    let trail = Trail()
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// An endpoint never runs without a tenant.
    var world: World {
        guard let tenant else { preconditionFailure("TenantResponder sets the tenant before it routes") }
        return tenant.world
    }

    var remoteAddress: String? { channel.remoteAddress?.ipAddress }
    var localAddress: String? { channel.localAddress?.ipAddress }
}

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
