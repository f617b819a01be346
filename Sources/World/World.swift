package import Logging
import TenantModel

/// Everything a tenant may ask of the outside.
///
/// A class of constants: every flow is handed it, and as a struct each hand-over would count fifteen references.
package final class World: Sendable {
    /// Frozen or running; moved by a control, never by waiting.
    package let clock: TenantClock
    /// Runs moves of the clock one at a time.
    package let clockMoves = ClockMoves()
    /// Seeded; an independent numbered stream per kind of thing.
    package let identifiers: Identifiers
    /// A unit of work is one `transact`.
    package let store: any Store
    /// Mail and SMS that would have left the machine.
    package let outbox: Outbox
    /// Requests and what they did.
    package let journal: Journal
    /// The tenant's own JavaScript.
    package let rules: any RuleRunner
    /// What rules and hooks did, login by login.
    package let ruleTrace: RuleTrace
    /// Tokens, and on what grounds each was issued.
    package let tokenTrail: TokenTrail
    /// What became of authorization codes.
    package let codeTrail: CodeTrail
    /// What the tenant's own log says.
    package let tenantLog: TenantLog
    /// The clock, the ids and the log, as a store keeps them.
    package let bearings: Bearings
    /// Who still uses the old pipeline.
    package let migration: MigrationTally
    package let delegationLimit: DelegationLimit
    package let log: Logger
    /// What requests read of the tenant and never change.
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
