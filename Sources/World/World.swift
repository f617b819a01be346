package import Logging
import TenantModel

/// What the flows of one tenant work with: its clock, ids, store, rules and records.
///
/// It is a class, although nothing in it changes: every flow gets it, and passing a struct would retain each of its
/// fifteen references.
package final class World: Sendable {
    /// The tenant's time, which may be frozen, set and advanced.
    package let clock: TenantClock
    /// Runs moves of the clock one at a time.
    package let clockMoves = ClockMoves()
    /// Makes the tenant's ids, codes and tokens.
    package let identifiers: Identifiers
    /// Keeps the tenant's state; one unit of work is one `transact`.
    package let store: any Store
    /// The mail and SMS that the real tenant would have sent.
    package let outbox: Outbox
    /// The latest requests and their answers.
    package let journal: Journal
    /// Runs the tenant's JavaScript Rules.
    package let rules: any RuleRunner
    /// What rules and hooks did at the latest logins.
    package let ruleTrace: RuleTrace
    /// The latest tokens, and the login behind each.
    package let tokenTrail: TokenTrail
    /// What became of the latest authorization codes.
    package let codeTrail: CodeTrail
    /// The log that `GET /api/v2/logs` shows.
    package let tenantLog: TenantLog
    /// The clock, the ids and the log, which a store keeps beside the state.
    package let bearings: Bearings
    /// Which client still uses which call of the old pipeline.
    package let migration: MigrationTally
    package let delegationLimit: DelegationLimit
    package let log: Logger
    /// Settings, clients, connections and keys, which no request changes.
    package let directory: TenantDirectory

    package init(
        _ bearings: Bearings,
        store: any Store,
        directory: TenantDirectory,
        rules: any RuleRunner = NoRules(),
        log: Logger
    ) {
        self.bearings = bearings
        clock = bearings.clock
        identifiers = bearings.identifiers
        tenantLog = bearings.tenantLog
        self.store = store
        self.directory = directory
        self.log = log
        outbox = .outbox()
        journal = .journal()
        self.rules = rules
        ruleTrace = RuleTrace()
        tokenTrail = .tokenTrail()
        codeTrail = .codeTrail()
        migration = bearings.migration
        delegationLimit = DelegationLimit()
    }
}
