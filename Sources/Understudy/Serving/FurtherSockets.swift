import Synchronization

/// Ports that are opened and closed while the server runs, before the same responder: those of single tenants.
package final class FurtherSockets: Sendable {
    typealias Bind = @Sendable (BoundAddress) async throws -> ListeningSockets

    private struct State {
        var registry: ConnectionRegistry?
        /// Nil before the server listens, and once it stops.
        var bind: Bind?
        var open: [BoundAddress: ListeningSockets] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    func begin(_ registry: ConnectionRegistry, _ bind: @escaping Bind) {
        state.withLock { state in
            state.registry = registry
            state.bind = bind
        }
    }

    /// Binds a port for HTTP and one for HTTPS; they accept nothing yet.
    ///
    /// - Parameter ports: 0 takes any free one.
    /// - Throws: `AddressTaken`, `AddressUnavailable`; `CancellationError` while the server stops.
    func bind(_ ports: BoundAddress) async throws -> BoundAddress {
        guard let bind = state.withLock({ $0.bind }) else { throw CancellationError() }
        let sockets = try await bind(ports)
        let isServing = state.withLock { state in
            guard state.bind != nil else { return false }
            state.open[sockets.address] = sockets
            return true
        }
        guard isServing else {
            await sockets.close()
            throw CancellationError()
        }
        return sockets.address
    }

    func accept(_ address: BoundAddress) { state.withLock { $0.open[address] }?.accept() }

    /// Closes the ports, idle connections to them, and busy ones after their answer.
    func close(_ address: BoundAddress) async {
        let (sockets, registry) = state.withLock { ($0.open.removeValue(forKey: address), $0.registry) }
        await sockets?.close()
        registry?.quiesce(ports: [address.http, address.https])
    }

    func end() async {
        let open = state.withLock { state in
            state.bind = nil
            defer { state.open = [:] }
            return Array(state.open.values)
        }
        for sockets in open { await sockets.close() }
    }
}
