import HTTPSurface
package import Tenancy
package import Logging
package import ServiceLifecycle
import Storage
import TenantModel
import World

/// An emulator that is about to serve: seeds are read, the certificate is made, nothing listens yet.
package struct EmulatorServer: Sendable {
    package let configuration: EmulatorConfiguration
    package let loaded: LoadedSeeds
    package let certificateAuthorityPath: String
    /// What clients would stumble over.
    let authorityRemarks: [String]
    private let authorityNotes: [String]
    private let store: StoreFile?
    private let tenants = Tenants()
    private let assembly: Assembly
    private let listening: ListenerConfiguration
    private let log: Logger

    /// - Throws: `StoreFileFault`, `SeedRejected`, `SeedConflict`, `ConfigurationError`, `AuthorityError`.
    package init(_ configuration: EmulatorConfiguration, log: Logger) throws {
        self.configuration = configuration
        self.log = log
        store = try configuration.openStore()
        loaded = try LoadedSeeds(configuration, keptIn: store)
        let hosts = loaded.hosts + (configuration.domain.map { [HostName.withoutPort($0)] } ?? [])
        let now = MachineTime.now
        let authority = try LocalAuthority.open(in: configuration.authorityDirectory(for: hosts), for: hosts, at: now)
        certificateAuthorityPath = authority.certificatePath
        authorityRemarks = authority.remarks(for: hosts, at: now)
        authorityNotes = authority.notes
        assembly = Assembly(configuration, store: store, isTrusted: { authority.refused([$0]).isEmpty }, log: log)
        let tls = try authority.leaf(
            for: hosts,
            isLater: { [tenants] in tenants.answers(at: $0) },
            at: now
        )
        listening = ListenerConfiguration(
            host: configuration.host,
            httpPort: configuration.httpPort,
            httpsPort: configuration.httpsPort,
            tls: tls
        )
    }

    /// What the terminal should say of the seeds: warnings whole, notes as a number.
    package var remarks: [String] {
        let told = loaded.warnings + loaded.remarks + authorityRemarks + authorityNotes
        guard !loaded.notes.isEmpty else { return told }
        let note = "note: \(loaded.notes.count) keys are stored but not acted on; understudy check lists them"
        return told + [note]
    }

    package struct Ready: Sendable {
        package let address: BoundAddress
        package let tenants: Tenants
    }

    /// What listens; run it in a service group.
    ///
    /// - Parameter onReady: called once, when requests are answered.
    package func listeners(
        onReady: @escaping @Sendable (Result<Ready, any Error>) async -> Void
    ) -> any Service {
        let (assembly, plans, tenants, log) = (assembly, loaded.plans, tenants, log)
        let sockets = FurtherSockets()
        let listeners = Listeners(
            TenantResponder(tenants),
            configuration: listening,
            further: sockets,
            now: { MachineTime.now },
            logger: log
        ) { address in
            do {
                let live = try await assembly.tenants(plans, at: address) { plan, ports in
                    await Self.reopen(ports, of: plan, sockets, log)
                }
                tenants.open(
                    live,
                    maker: LaterTenants(assembly: assembly, shared: address, sockets: sockets)
                )
                await onReady(.success(Ready(address: address, tenants: tenants)))
            } catch {
                await onReady(.failure(error))
            }
        }
        return ServedTenants(listeners: listeners, tenants: tenants, store: store)
    }
}

extension EmulatorServer {
    /// The ports that a kept tenant had before; nil where somebody else has one of them by now.
    private static func reopen(
        _ ports: OwnPorts,
        of plan: TenantPlan,
        _ sockets: FurtherSockets,
        _ log: Logger
    ) async -> OwnPorts? {
        do { return OwnPorts(try await sockets.bind(BoundAddress(ports))) } catch {
            let name = plan.seed.emulator.name
            log.warning(
                """
                The ports of the kept tenant "\(name)" cannot be opened (\(error)). It answers at \(name).localhost on the \
                server's ports, and its issuer stays as it was
                """
            )
            return nil
        }
    }
}

/// What listens, and after it the tenants.
private struct ServedTenants: Service {
    let listeners: any Service
    let tenants: Tenants
    let store: StoreFile?

    func run() async throws {
        do {
            try await listeners.run()
        } catch {
            try await close()
            throw error
        }
        try await close()
    }

    private func close() async throws {
        await tenants.close()
        for tenant in tenants.all { try await tenant.world.store.close() }
        try store?.close()
    }
}
