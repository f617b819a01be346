package import TenantModel

/// The result of running all rules at one login.
package struct RuleRun: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case finished(user: JSONObject, context: JSONObject)
        case refused(RuleRefusal)
        case failed(RuleFailure)
    }

    /// One step for each rule that ran, in order.
    package var steps: [RuleStep]
    package var outcome: Outcome
    /// The size of the worker's report in bytes of JSON.
    package var size = 0

    package init(steps: [RuleStep], outcome: Outcome) {
        self.steps = steps
        self.outcome = outcome
    }
}

/// One rule's part of a run.
package struct RuleStep: Hashable, Sendable {
    package var rule: String
    package var duration: Duration
    package var console: [Line] = []
    /// The rule's calls of the network and of the tenant, as the sandbox reports them.
    package var calls: [JSONObject] = []
    /// `user` and `context` as this rule left them; nil if the rule did not change them.
    package var user: JSONObject?
    package var context: JSONObject?

    package struct Line: Hashable, Sendable {
        package var level: String
        package var text: String

        package init(level: String, text: String) {
            self.level = level
            self.text = text
        }
    }

    package init(rule: String, duration: Duration) {
        self.rule = rule
        self.duration = duration
    }
}

/// A rule refused the login by `callback(error)`.
package struct RuleRefusal: Hashable, Sendable {
    package var rule: String
    package var message: String
    /// True if the error was an `UnauthorizedError`.
    package var isUnauthorized: Bool

    package init(rule: String, message: String, isUnauthorized: Bool) {
        self.rule = rule
        self.message = message
        self.isUnauthorized = isUnauthorized
    }
}

/// A rule failed: it threw, exceeded a limit, never called back, or its worker ended.
package struct RuleFailure: Hashable, Sendable {
    package enum Reason: String, Sendable {
        case thrown
        case timeout
        case memory
        case neverCalledBack = "never_called_back"
        case notJSON = "not_json"
        case tooLarge = "too_large"
        /// The worker ended without a report, or its report could not be understood.
        case crashed
        /// This machine has no JavaScript engine.
        case noEngine = "no_engine"
    }

    package var reason: Reason
    /// The rule's name; nil if it is not known which rule failed.
    package var rule: String?
    package var message: String
    /// The line in the rule's own script, counted from 1.
    package var line: Int?
    package var column: Int?
    package var stack: String?

    package init(_ reason: Reason, rule: String?, message: String) {
        self.reason = reason
        self.rule = rule
        self.message = message
    }
}
