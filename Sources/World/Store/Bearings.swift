package import TenantModel

/// Where a tenant stands beside its state: what its clock shows, how far its ids have run, what its log says.
package final class Bearings: Sendable {
    /// Frozen or running; moved by a control, never by waiting.
    package let clock: TenantClock
    /// Seeded; an independent numbered stream per kind of thing.
    package let identifiers: Identifiers
    package let requestNumbers = RequestNumbers()
    /// What the tenant's own log says.
    package let tenantLog = TenantLog()
    /// Who still uses the old pipeline.
    package let migration = MigrationTally()

    package init(clock: TenantClock, identifiers: Identifiers) {
        self.clock = clock
        self.identifiers = identifiers
    }

    /// Those of a tenant that was kept, and goes on.
    package convenience init(resuming moment: TenantMoment, _ chronicle: Chronicle) {
        self.init(clock: TenantClock(resuming: moment.clock), identifiers: Identifiers(moment.entropy))
        resumeNumbers(moment, chronicle)
    }

    package var chronicle: Chronicle {
        var chronicle = Chronicle()
        chronicle.log = tenantLog.entries
        chronicle.migration = migration.content
        return chronicle
    }

    /// Differs once time has been moved or an id of a stream drawn: what has been used up has to be kept.
    package struct Usage: Hashable, Sendable {
        let clock: TenantClock.Position
        let draws: Int
    }

    package var usage: Usage { Usage(clock: clock.position, draws: identifiers.drawCount) }

    package var moment: TenantMoment {
        TenantMoment(
            clock: clock.position,
            entropy: identifiers.entropy,
            ordinals: identifiers.drawn,
            requests: requestNumbers.given,
            logEntries: tenantLog.written
        )
    }

    /// Goes on as a snapshot has it; a clock that ran runs again from where it was.
    ///
    /// - Parameter now: what the clock showed then.
    package func resume(_ moment: TenantMoment, at now: Timestamp, _ chronicle: Chronicle) {
        switch moment.clock {
        case .machine: clock.followMachine()
        case .frozen(let instant): clock.set(now: instant, mode: .frozen)
        case .running: clock.set(now: now, mode: .running)
        }
        resumeNumbers(moment, chronicle)
    }

    private func resumeNumbers(_ moment: TenantMoment, _ chronicle: Chronicle) {
        identifiers.resume(moment.ordinals)
        requestNumbers.resume(moment.requests)
        tenantLog.resume(chronicle.log, written: moment.logEntries)
        migration.resume(chronicle.migration)
    }
}
