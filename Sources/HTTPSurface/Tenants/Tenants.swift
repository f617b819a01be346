import Synchronization
import World

/// The tenants of this process, and which of them a request is for, by the host it names.
package final class Tenants: Sendable {
    private struct State {
        var first: LiveTenant?
        var byHost: [String: LiveTenant] = [:]
        /// In the order of their making.
        var all: [LiveTenant] = []
        /// Names of tenants that are being made.
        var promised: Set<String> = []
    }

    private let state = Mutex(State())
    private let makerState = Mutex<(any TenantMaker)?>(nil)

    package init() {}

    /// Opens the doors: before this every request is told to come back (503).
    package func open(_ tenants: [LiveTenant], maker: any TenantMaker) {
        for tenant in tenants { tenant.world.rules.start() }
        makerState.withLock { $0 = maker }
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
        for tenant in all { await tenant.world.rules.stop() }
    }

    package var all: [LiveTenant] { state.withLock { $0.all } }

    /// Whether a tenant claims that host.
    package func answers(at host: String) -> Bool { state.withLock { $0.byHost[host] != nil } }

    package func tenant(named name: String) -> LiveTenant? { all.first { $0.directory.name == name } }

    var isOpen: Bool { state.withLock { $0.first != nil } }

    var maker: any TenantMaker {
        guard let maker = makerState.withLock({ $0 }) else { preconditionFailure("no request is answered before open") }
        return maker
    }

    /// Makes a tenant and opens its doors.
    ///
    /// - Throws: 409 where there is one of that name or host, and what the maker throws; then there is none.
    package func add(_ order: TenantOrder) async throws -> LiveTenant {
        let name = order.name.description
        // Promised first, because making takes a while: of two who want one name, one is told so at once.
        try state.withLock { state in
            let isTaken = state.promised.contains(name) || state.all.contains { $0.directory.name == name }
            guard !isTaken else { throw ControlError.taken("There is a tenant \"\(name)\" already") }
            state.promised.insert(name)
        }
        defer { state.withLock { _ = $0.promised.remove(name) } }
        let tenant = try await maker.make(order)
        do {
            try state.withLock { state in
                if let host = tenant.hosts.first(where: { state.byHost[$0] != nil || Self.loopback.contains($0) }) {
                    throw ControlError.taken("Another tenant answers at \(host)")
                }
                for host in tenant.hosts { state.byHost[host] = tenant }
                state.all.append(tenant)
            }
        } catch {
            try await tenant.world.store.forget()
            throw error
        }
        return tenant
    }

    /// Nothing of the tenant is kept any more; then its doors close and its workers end.
    ///
    /// - Throws: 404 where there is none; 409 for the first, which answers for `localhost`.
    package func remove(_ name: String) async throws {
        let tenant = try removable(name)
        try await tenant.world.store.forget()
        try state.withLock { state in
            guard let index = state.all.firstIndex(where: { $0.world === tenant.world }) else {
                throw ControlError.unknown("There is no tenant \"\(name)\"")
            }
            state.all.remove(at: index)
            for host in tenant.hosts where state.byHost[host]?.world === tenant.world { state.byHost[host] = nil }
        }
        await tenant.world.rules.stop()
        Remains.letGo(consume tenant)
    }

    private func removable(_ name: String) throws -> LiveTenant {
        try state.withLock { state in
            guard let index = state.all.firstIndex(where: { $0.directory.name == name }) else {
                throw ControlError.unknown("There is no tenant \"\(name)\"")
            }
            guard index > 0 else {
                throw ControlError.taken(
                    "The first tenant answers for localhost and stays; POST /_understudy/reset empties it"
                )
            }
            return state.all[index]
        }
    }

    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// Loopback names go to the first tenant unless one claims the name; a foreign host (DNS rebinding) goes nowhere.
    ///
    /// - Parameter localAddress: of the socket; a server told to listen elsewhere is also reached by that address, which
    ///   no foreign name can turn into.
    func tenant(forHost host: String, localAddress: String?) -> LiveTenant? {
        state.withLock { state in
            if let tenant = state.byHost[host] { return tenant }
            let isLoopback = Self.loopback.contains(host)
            let isOwnAddress = localAddress.map { host == $0 || host == "[\($0)]" } ?? false
            return isLoopback || isOwnAddress ? state.first : nil
        }
    }
}
