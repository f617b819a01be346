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

    package init(clock: TenantClock, identifiers: Identifiers) {
        self.clock = clock
        self.identifiers = identifiers
    }

    /// Those of a tenant that was kept, and goes on.
    package convenience init(resuming moment: TenantMoment, log: [LogEntry]) {
        self.init(clock: TenantClock(resuming: moment.clock), identifiers: Identifiers(moment.entropy))
        resumeNumbers(moment, log: log)
    }

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
    package func resume(_ moment: TenantMoment, at now: Timestamp, log: [LogEntry]) {
        switch moment.clock {
        case .machine: clock.followMachine()
        case .frozen(let instant): clock.set(now: instant, mode: .frozen)
        case .running: clock.set(now: now, mode: .running)
        }
        resumeNumbers(moment, log: log)
    }

    private func resumeNumbers(_ moment: TenantMoment, log: [LogEntry]) {
        identifiers.resume(moment.ordinals)
        requestNumbers.resume(moment.requests)
        tenantLog.resume(log, written: moment.logEntries)
    }
}
