import Synchronization
import World

/// The tenants of this process, and which of them a request is for, by the host it names.
package final class Tenants: Sendable {
    private struct State {
        var first: LiveTenant?
        var byHost: [String: LiveTenant] = [:]
        /// Tenants with ports of their own, by each of the two.
        var byPort: [Int: LiveTenant] = [:]
        /// In the order of their making.
        var all: [LiveTenant] = []
        /// Names of tenants that are being made.
        var promised: Set<String> = []

        mutating func admit(_ tenant: LiveTenant) {
            for host in tenant.hosts { byHost[host] = tenant }
            guard let ports = tenant.reach.ownPorts else { return }
            byPort[ports.http] = tenant
            byPort[ports.https] = tenant
        }

        mutating func dismiss(_ tenant: LiveTenant) {
            for host in tenant.hosts where byHost[host]?.world === tenant.world { byHost[host] = nil }
            guard let ports = tenant.reach.ownPorts else { return }
            byPort[ports.http] = nil
            byPort[ports.https] = nil
        }
    }

    private let state = Mutex(State())
    private let makerState = Mutex<(any TenantMaker)?>(nil)

    package init() {}

    /// Opens the doors: before this every request is told to come back.
    package func open(_ tenants: [LiveTenant], maker: any TenantMaker) {
        for tenant in tenants { tenant.world.rules.start() }
        makerState.withLock { $0 = maker }
        state.withLock { state in
            state.first = tenants.first
            state.all = tenants
            for tenant in tenants.reversed() { state.admit(tenant) }
        }
        for tenant in tenants { maker.open(tenant) }
    }

    /// No request is answered any more: what tenants run beside the server ends.
    package func close() async {
        for tenant in all { await tenant.world.rules.stop() }
    }

    package var all: [LiveTenant] { state.withLock { $0.all } }

    /// Whether a tenant claims that host.
    package func answers(at host: String) -> Bool { state.withLock { $0.byHost[host] != nil } }

    package func tenant(named name: String) -> LiveTenant? { all.first { $0.directory.name == name } }

    package var isOpen: Bool { state.withLock { $0.first != nil } }

    package var maker: any TenantMaker {
        guard let maker = makerState.withLock({ $0 }) else { preconditionFailure("no request is answered before open") }
        return maker
    }

    /// Makes a tenant and opens its doors.
    ///
    /// - Throws: `taken` where there is one of that name or host, and what the maker throws; then there is none.
    package func add(_ order: TenantOrder) async throws -> LiveTenant {
        let name = order.name.description
        // Promised first, because making takes a while: of two who want one name, one is told so at once.
        try state.withLock { state in
            let isTaken = state.promised.contains(name) || state.all.contains { $0.directory.name == name }
            guard !isTaken else { throw TenantRefusal(.taken, "There is a tenant \"\(name)\" already") }
            if let issuer = order.issuer, let other = state.all.first(where: { $0.directory.issuer == issuer }) {
                throw TenantRefusal(
                    .taken,
                    "\(issuer) is the issuer of the tenant \"\(other.directory.name)\": each would take the other's tokens"
                )
            }
            state.promised.insert(name)
        }
        defer { state.withLock { _ = $0.promised.remove(name) } }
        let tenant = try await maker.make(order)
        do {
            try state.withLock { state in
                if let host = tenant.hosts.first(where: { state.byHost[$0] != nil || HostName.isLoopback($0) }) {
                    throw TenantRefusal(.taken, "Another tenant answers at \(host)")
                }
                state.admit(tenant)
                state.all.append(tenant)
            }
        } catch {
            await maker.close(tenant)
            try await tenant.world.store.forget()
            throw error
        }
        maker.open(tenant)
        return tenant
    }

    /// Nothing of the tenant is kept any more; then its doors close and its workers end.
    ///
    /// - Throws: `unknown` where there is none; `taken` for the first, which answers for `localhost`.
    package func remove(_ name: String) async throws {
        let tenant = try removable(name)
        try await tenant.world.store.forget()
        try state.withLock { state in
            guard let index = state.all.firstIndex(where: { $0.world === tenant.world }) else {
                throw TenantRefusal(.unknown, "There is no tenant \"\(name)\"")
            }
            state.all.remove(at: index)
            state.dismiss(tenant)
        }
        await maker.close(tenant)
        await tenant.world.rules.stop()
        Remains.letGo(consume tenant)
    }

    private func removable(_ name: String) throws -> LiveTenant {
        try state.withLock { state in
            guard let index = state.all.firstIndex(where: { $0.directory.name == name }) else {
                throw TenantRefusal(.unknown, "There is no tenant \"\(name)\"")
            }
            guard index > 0 else {
                throw TenantRefusal(
                    .taken,
                    "The first tenant answers for localhost and stays; POST /_understudy/reset empties it"
                )
            }
            return state.all[index]
        }
    }

    /// Loopback names go to the first tenant unless one claims the name; a foreign host (DNS rebinding) goes nowhere.
    ///
    /// On a tenant's own port every loopback name and every name under `localhost` is that tenant's.
    ///
    /// - Parameters:
    ///   - localAddress: of the socket; a server told to listen elsewhere is also reached by that address, which no
    ///     foreign name can turn into.
    ///   - localPort: of the socket.
    package func tenant(forHost host: String, localAddress: String?, localPort: Int?) -> LiveTenant? {
        let isOwnAddress = localAddress.map { host == $0 || host == "[\($0)]" } ?? false
        let isLoopback = HostName.isLoopback(host) || isOwnAddress
        return state.withLock { state in
            let named = state.byHost[host]
            if let owner = localPort.flatMap({ state.byPort[$0] }) {
                return isLoopback || host.hasSuffix(".localhost") || named?.world === owner.world
                    ? owner : nil
            }
            return named ?? (isLoopback ? state.first : nil)
        }
    }
}
