import Synchronization
package import TenantModel

/// What rules and hooks did at the latest 200 logins, or fewer if their records are large.
package final class RuleTrace: Sendable {
    private static let mostRuns = 200
    /// The most bytes of JSON that the kept runs may have reported in all.
    ///
    /// Beyond it the oldest runs are forgotten.
    private static let mostBytes = 4 << 20

    private let records = Mutex<[RuleRunRecord]>([])

    init() {}

    package func append(_ record: RuleRunRecord) {
        records.withLock { records in
            records.append(record)
            var bytes = records.reduce(0) { $0 + $1.run.size }
            while records.count > Self.mostRuns || bytes > Self.mostBytes, records.count > 1 {
                bytes -= records.removeFirst().run.size
            }
        }
    }

    /// Oldest first.
    package var entries: [RuleRunRecord] { records.withLock { $0 } }

    package func removeAll() { records.withLock { $0 = [] } }
}

package struct RuleRunRecord: Hashable, Sendable {
    package var id: String
    package var at: Timestamp
    package var loginProtocol: LoginProtocol
    package var client: Identifier<Client>
    package var user: Identifier<User>
    package var connection: String
    /// `user` as the first rule got it.
    package var userBefore: JSONObject
    /// `context` as the first rule got it.
    package var contextBefore: JSONObject
    package var run: RuleRun
    /// Names of the hooks that applied, in order.
    package var hooks: [String] = []
    /// What rules asked for without effect, and why; also standard claims that they corrected.
    package var remarks: [String] = []
    package var verdict = Verdict.proceeded
    /// What the client was told instead of tokens.
    package var answer: String?

    package enum Verdict: String, Hashable, Sendable {
        case proceeded, refused, failed, redirected
        case secondFactor = "second_factor"
    }

    package init(
        id: String,
        at: Timestamp,
        loginProtocol: LoginProtocol,
        client: Identifier<Client>,
        user: Identifier<User>,
        connection: String,
        job: RuleJob,
        run: RuleRun
    ) {
        self.id = id
        self.at = at
        self.loginProtocol = loginProtocol
        self.client = client
        self.user = user
        self.connection = connection
        userBefore = job.user
        contextBefore = job.context
        self.run = run
    }
}
