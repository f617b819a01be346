package import TenantModel

/// What a tenant has beside its state, and a store keeps with it: the clock, the streams of ids, the log.
package final class Bearings: Sendable {
    /// The tenant's time, which may be frozen, set and advanced.
    package let clock: TenantClock
    /// Makes the tenant's ids, codes and tokens.
    package let identifiers: Identifiers
    package let requestNumbers = RequestNumbers()
    /// The log that `GET /api/v2/logs` shows.
    package let tenantLog = TenantLog()
    /// Which client still uses which call of the old pipeline.
    package let migration = MigrationTally()

    package init(clock: TenantClock, identifiers: Identifiers) {
        self.clock = clock
        self.identifiers = identifiers
    }

    /// Continues a tenant that a store has kept.
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

    /// How much time and how many ids have been used.
    ///
    /// If it differs from what it was before a request, the store has to keep them, or a later process would use them
    /// again.
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

    /// Goes back to a snapshot.
    ///
    /// A clock that ran when the snapshot was taken runs on from the time it showed then.
    ///
    /// - Parameter now: the time that the clock showed when the snapshot was taken.
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
