package import Logging
package import ServiceLifecycle

/// Carries a failure of the last step before readiness out of the service that met it.
package actor StartFailure {
    private var error: (any Error)?
    private var group: Task<Void, any Error>?

    package init() {}

    package func record(_ error: any Error) {
        self.error = error
        group?.cancel()
    }

    /// Serves until a signal.
    ///
    /// - Throws: what was recorded, or what the services threw.
    package func run(_ service: any Service, log: Logger) async throws {
        let serving = Task { try await ServiceGroup.runUntilSignalled([service], logger: log) }
        group = serving
        if error != nil { serving.cancel() }
        let outcome = await serving.result
        if let error { throw error }
        try outcome.get()
    }
}
