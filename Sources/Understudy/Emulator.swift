import Tenancy
import Logging
import ServiceLifecycle

/// Understudy in your own process: tenants that answer on loopback until you stop them.
///
/// ```swift
/// let emulator = try await Emulator.start(EmulatorConfiguration())
/// print(emulator.https, emulator.tenant.domain)
/// await emulator.stop()
/// ```
public final class Emulator: Sendable {
    /// `http://127.0.0.1:<port>`.
    public let http: String
    /// `https://localhost:<port>`.
    public let https: String
    /// The certificate (PEM) that clients have to trust for `https`.
    public let certificateAuthorityPath: String
    /// What a terminal would be told at the start: suspicious places of the seeds with file and line, a seed that has
    /// changed under a kept tenant, and domains for which the certificate authority may not vouch.
    public let warnings: [String]
    /// In the order of the seeds; then those that were made later.
    public var tenants: [EmulatedTenant] { served.all.map(EmulatedTenant.init) }
    /// The first one, which also answers for `localhost`.
    public var tenant: EmulatedTenant { tenants[0] }
    let served: Tenants
    private let group: ServiceGroup
    private let serving: Task<Void, any Error>

    private init(
        _ ready: EmulatorServer.Ready,
        server: EmulatorServer,
        group: ServiceGroup,
        serving: Task<Void, any Error>
    ) {
        let address = EmulatorAddress(host: server.configuration.host, ports: ready.address)
        http = address.http
        https = address.https
        certificateAuthorityPath = server.certificateAuthorityPath
        served = ready.tenants
        warnings = server.loaded.warnings + server.loaded.remarks + server.authorityRemarks
        self.group = group
        self.serving = serving
    }

    /// Reads the seeds, listens, and returns when requests are answered.
    ///
    /// - Throws: a readable complaint about a seed, the configuration, the certificate authority or a taken port; nothing
    ///   is left running then.
    public static func start(_ configuration: EmulatorConfiguration) async throws -> Emulator {
        var log = Logger(label: "understudy")
        log.logLevel = .warning
        let server = try EmulatorServer(configuration, log: log)
        let (events, event) = AsyncThrowingStream<EmulatorServer.Ready, any Error>.makeStream()
        let listeners = server.listeners { result in event.yield(with: result) }
        let group = ServiceGroup(configuration: .init(services: [listeners], logger: log))
        let serving = Task {
            do {
                try await group.run()
                event.finish()
            } catch {
                event.finish(throwing: error)
                throw error
            }
        }
        var iterator = events.makeAsyncIterator()
        do {
            guard let ready = try await iterator.next() else { throw CancellationError() }
            return Emulator(ready, server: server, group: group, serving: serving)
        } catch {
            await group.triggerGracefulShutdown()
            _ = try? await serving.value
            throw error
        }
    }

    /// Requests in flight finish, for at most 5 s; then every port is free again.
    ///
    /// A store's file is closed; should that fail, what was answered is in it all the same.
    public func stop() async {
        await group.triggerGracefulShutdown()
        _ = try? await serving.value
    }
}
