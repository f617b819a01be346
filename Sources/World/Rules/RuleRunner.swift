package import TenantModel

/// The door to a tenant's JavaScript (authentication API §18).
package protocol RuleRunner: Sendable {
    /// False where a login need not stop here at all.
    var hasRules: Bool { get }

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

/// What a login gives to its rules.
package struct RuleJob: Sendable {
    package var user: JSONObject
    package var context: JSONObject
    package var clock: TenantClock.Reading
    /// Where `Math.random` and `crypto.randomBytes` begin.
    package var seed: String
    /// `auth0.accessToken`.
    package var accessToken: String

    package init(
        user: JSONObject,
        context: JSONObject,
        clock: TenantClock.Reading,
        seed: String,
        accessToken: String
    ) {
        self.user = user
        self.context = context
        self.clock = clock
        self.seed = seed
        self.accessToken = accessToken
    }
}

/// What a rule may ask of the tenant while it runs.
package enum RuleRequest: Hashable, Sendable {
    case updateUserMetadata(Identifier<User>, JSONObject)
    case updateAppMetadata(Identifier<User>, JSONObject)
}

/// Why the tenant does not do what a rule asked; the rule's promise is rejected with it.
package struct RuleRequestRefusal: Error, Hashable {
    package let statusCode: Int
    package let error: String
    package let message: String

    package init(statusCode: Int, error: String, message: String) {
        self.statusCode = statusCode
        self.error = error
        self.message = message
    }

    package static let malformed = RuleRequestRefusal(
        statusCode: 400,
        error: "Bad Request",
        message: "Give a user_id and an object of metadata"
    )
}
