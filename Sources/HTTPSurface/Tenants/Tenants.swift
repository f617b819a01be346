import Synchronization
import World

/// Which tenant a request is for, by the host it names.
package final class Tenants: Sendable {
    private struct State {
        var first: LiveTenant?
        var byHost: [String: LiveTenant] = [:]
        var all: [LiveTenant] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Opens the doors: before this every request is told to come back (503).
    package func open(_ tenants: [LiveTenant]) {
        for tenant in tenants { tenant.world.rules.start() }
        state.withLock { state in
            state.first = tenants.first
            state.all = tenants
            for tenant in tenants.reversed() {
                for host in tenant.hosts { state.byHost[host] = tenant }
            }
        }
    }

    /// No request is answered any more: what tenants run beside the server ends.
    package func close() async {
        for tenant in state.withLock({ $0.all }) { await tenant.world.rules.stop() }
    }

    var isOpen: Bool { state.withLock { $0.first != nil } }

    /// Loopback names go to the first tenant unless one claims the name; a foreign host (DNS rebinding) goes nowhere.
    ///
    /// - Parameter localAddress: of the socket; a server told to listen elsewhere is also reached by that address, which
    ///   no foreign name can turn into.
    func tenant(forHost host: String, localAddress: String?) -> LiveTenant? {
        state.withLock { state in
            if let tenant = state.byHost[host] { return tenant }
            let isLoopback = host == "localhost" || host == "127.0.0.1" || host == "[::1]"
            let isOwnAddress = localAddress.map { host == $0 || host == "[\($0)]" } ?? false
            return isLoopback || isOwnAddress ? state.first : nil
        }
    }
}
