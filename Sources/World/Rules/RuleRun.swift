package import TenantModel

/// What became of one login in its rules.
package struct RuleRun: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case finished(user: JSONObject, context: JSONObject)
        case refused(RuleRefusal)
        case failed(RuleFailure)
    }

    /// One for each rule that ran, in order.
    package var steps: [RuleStep]
    package var outcome: Outcome
    /// Bytes of JSON in which it was told.
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
    /// What it asked of the network and of the tenant, as the sandbox tells it.
    package var calls: [JSONObject] = []
    /// As this rule left them; nil where it changed nothing.
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

/// A rule said no, by `callback(error)`.
package struct RuleRefusal: Hashable, Sendable {
    package var rule: String
    package var message: String
    /// The error was an `UnauthorizedError`.
    package var isUnauthorized: Bool

    package init(rule: String, message: String, isUnauthorized: Bool) {
        self.rule = rule
        self.message = message
        self.isUnauthorized = isUnauthorized
    }
}

/// A rule broke.
package struct RuleFailure: Hashable, Sendable {
    package enum Reason: String, Sendable {
        case thrown
        case timeout
        case memory
        case neverCalledBack = "never_called_back"
        case notJSON = "not_json"
        case tooLarge = "too_large"
        /// The worker ended without a word, or said what no worker says.
        case crashed
        /// This machine has no JavaScript engine.
        case noEngine = "no_engine"
    }

    package var reason: Reason
    /// Nil where it is not known which.
    package var rule: String?
    package var message: String
    /// From 1, in the rule's own script.
    package var line: Int?
    package var column: Int?
    package var stack: String?

    package init(_ reason: Reason, rule: String?, message: String) {
        self.reason = reason
        self.rule = rule
        self.message = message
    }
}
