package import TenantModel

/// Runs a tenant's JavaScript Rules.
package protocol RuleRunner: Sendable {
    /// False if the tenant has no rules, so that a login need not run any.
    var hasRules: Bool { get }

    /// False if no script can read `auth0.accessToken`, so that none need be made.
    var wantsAccessToken: Bool { get }

    /// Starts a first worker, so that the first login need not wait for it.
    func start()

    /// Runs every rule, in order, on one login.
    ///
    /// It does not throw: whatever a script does, an endless loop too, becomes a result.
    ///
    /// - Parameter answering: does what a rule asks of the tenant while it runs (`auth0.users.update…`).
    func run(
        _ job: RuleJob,
        answering: @escaping @Sendable (RuleRequest) async throws -> JSONValue
    ) async -> RuleRun

    /// Forgets everything that rules have kept in `global`.
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
