package import TenantModel

/// The door to a tenant's JavaScript (authentication API §18).
package protocol RuleRunner: Sendable {
    /// False where a login need not stop here at all.
    var hasRules: Bool { get }

    /// False where no script can look at `auth0.accessToken`.
    var wantsAccessToken: Bool { get }

    /// Gets ready, so that the first login need not wait.
    func start()

    /// Runs every rule, in order, on one login.
    ///
    /// - Parameter answering: does what a rule asks of the tenant while it runs (`auth0.users.update…`).
    /// - Returns: always; whatever a script does, it becomes a result.
    func run(
        _ job: RuleJob,
        answering: @escaping @Sendable (RuleRequest) async throws -> JSONValue
    ) async -> RuleRun

    /// Forgets what rules kept in `global`, as at the tenant's first instant.
    func restart() async

    /// Ends every worker.
    func stop() async
}

/// A tenant without rules.
package struct NoRules: RuleRunner {
    package init() {}
    package var hasRules: Bool { false }
    package var wantsAccessToken: Bool { false }
    package func start() {}

    package func run(
        _ job: RuleJob,
        answering: @escaping @Sendable (RuleRequest) async throws -> JSONValue
    ) async -> RuleRun {
        RuleRun(steps: [], outcome: .finished(user: job.user, context: job.context))
    }

    package func restart() async {}
    package func stop() async {}
}
