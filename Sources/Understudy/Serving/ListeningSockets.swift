import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bound sockets.
///
/// They accept nothing before all of them are bound.
struct ListeningSockets: Sendable {
    let address: BoundAddress
    private let channels: [any Channel]

    /// Binds HTTP and HTTPS on every address of the host.
    ///
    /// - Throws: `AddressTaken`, `AddressUnavailable`; what had been bound is closed again.
    static func bind(
        _ configuration: ListenerConfiguration,
        pipelines: Pipelines,
        group: any EventLoopGroup
    ) async throws -> ListeningSockets {
        func bootstrap(_ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>) -> ServerBootstrap {
            ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: CInt(clamping: configuration.limits.backlog))
                // A restart must not wait for the last life's connections to leave TIME_WAIT.
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelOption(.autoRead, value: false)
                .serverChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let rest = AcceptRest(configuration.limits.acceptRest, logger: pipelines.logger)
                        try channel.pipeline.syncOperations.addHandler(rest)
                    }
                }
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer(initializer)
        }
        let host = ListeningHost(configuration.host)
        let http = try await host.bind(bootstrap(pipelines.plain), port: configuration.httpPort)
        do {
            let https = try await host.bind(bootstrap(pipelines.secure), port: configuration.httpsPort)
            return ListeningSockets(
                address: BoundAddress(http: http.port, https: https.port),
                channels: http.channels + https.channels
            )
        } catch {
            await http.close()
            throw error
        }
    }

    func accept() {
        for channel in channels { channel.setOption(.autoRead, value: true).whenComplete { _ in } }
    }

    func close() async {
        for channel in channels { try? await channel.close() }
    }
}

/// The addresses one `host` stands for, first the one that must be had.
private struct ListeningHost {
    let required: String
    let companion: String?

    init(_ host: String) {
        switch host {
        case "127.0.0.1", "localhost": (required, companion) = ("127.0.0.1", "::1")
        default: (required, companion) = (host, nil)
        }
    }

    struct Bound {
        let port: Int
        let channels: [any Channel]

        func close() async {
            for channel in channels { try? await channel.close() }
        }
    }

    func bind(_ bootstrap: ServerBootstrap, port: Int) async throws -> Bound {
        var attempts = 0
        while true {
            attempts += 1
            let first = try await bind(bootstrap, required, port)
            let bound = Bound(port: first.localAddress?.port ?? port, channels: [first])
            guard let companion else { return bound }
            do {
                let second = try await bind(bootstrap, companion, bound.port)
                return Bound(port: bound.port, channels: bound.channels + [second])
            } catch let error as AddressTaken {
                await bound.close()
                // "Any free port" has to be free on both addresses, so another draw is what was asked for.
                guard port == 0, attempts < 16 else { throw error }
            } catch is AddressUnavailable {
                return bound  // a machine without IPv6 loopback
            }
        }
    }

    private func bind(_ bootstrap: ServerBootstrap, _ host: String, _ port: Int) async throws -> any Channel {
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw AddressTaken(port: port)
        } catch let error as IOError {
            throw AddressUnavailable(host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
        } catch {
            throw AddressUnavailable(host: host, port: port, reason: "\(error)")
        }
    }
}
