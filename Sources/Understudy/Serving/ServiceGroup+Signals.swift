package import Logging
package import ServiceLifecycle
import UnixSignals

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ServiceGroup {
    /// Runs services until SIGTERM or SIGINT; a second signal ends the process at once.
    ///
    /// The group's own signal handling swallows the second signal.
    ///
    /// - Throws: what a service throws, `AddressTaken` among others.
    package static func runUntilSignalled(_ services: [any Service], logger: Logger) async throws {
        let group = ServiceGroup(configuration: .init(services: services, logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    if isStopping { _exit(128 + (signal == .sigint ? SIGINT : SIGTERM)) }
                    isStopping = true
                    await group.triggerGracefulShutdown()
                }
            }
            defer { tasks.cancelAll() }
            try await group.run()
        }
    }
}
