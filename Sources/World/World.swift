package import Logging
import TenantModel

/// Everything a tenant may ask of the outside.
package struct World: Sendable {
    /// Frozen or running; moved by a control, never by waiting.
    package var clock: TenantClock
    /// Seeded; an independent numbered stream per kind of thing.
    package var identifiers: Identifiers
    /// A unit of work is one `transact`.
    package var store: any Store
    /// Mail and SMS that would have left the machine.
    package var outbox: Outbox
    /// Requests and what they did.
    package var journal: Journal
    /// The tenant's own JavaScript.
    package var rules: any RuleRunner
    /// What rules and hooks did, login by login.
    package var ruleTrace: RuleTrace
    /// Tokens, and on what grounds each was issued.
    package var tokenTrail: TokenTrail
    /// What the tenant's own log says.
    package var tenantLog: TenantLog
    /// Who still uses the old pipeline.
    package var migration: MigrationTally
    package var delegationLimit: DelegationLimit
    package var log: Logger
    /// What requests read of the tenant and never change.
    package var directory: TenantDirectory

    package init(
        clock: TenantClock,
        identifiers: Identifiers,
        store: any Store,
        directory: TenantDirectory,
        rules: any RuleRunner = NoRules(),
        log: Logger
    ) {
        self.clock = clock
        self.identifiers = identifiers
        self.store = store
        self.directory = directory
        self.log = log
        outbox = .outbox()
        journal = .journal()
        self.rules = rules
        ruleTrace = RuleTrace()
        tokenTrail = .tokenTrail()
        tenantLog = TenantLog()
        migration = MigrationTally()
        delegationLimit = DelegationLimit()
    }
}
