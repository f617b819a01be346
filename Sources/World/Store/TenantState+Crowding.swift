package import TenantModel

/// Bounds on what a tenant remembers, so that no flood of requests fills the machine.
extension TenantState {
    /// Logins that may be under way at once; beyond it the oldest tenth is forgotten.
    package static let maximumPendingLogins = 4000
    private static let insertionsBetweenSweeps = 65_536

    /// To be called by whoever inserts something that expires.
    package mutating func makeRoom(at now: Timestamp) {
        insertionsSinceSweep += 1
        if insertionsSinceSweep >= Self.insertionsBetweenSweeps {
            insertionsSinceSweep = 0
            forgetExpired(at: now)
        }
        if pendingLogins.count >= Self.maximumPendingLogins {
            let oldest = pendingLogins.rows.sorted { ($0.expiresAt, $0.state) < ($1.expiresAt, $1.state) }
            for pending in oldest.prefix(Self.maximumPendingLogins / 10) { pendingLogins[pending.state] = nil }
        }
    }

    private mutating func forgetExpired(at now: Timestamp) {
        let settings = directory.settings
        pendingLogins.keep { now < $0.expiresAt }
        pausedLogins.keep { now < $0.expiresAt }
        providerAnswers.keep { now < $0.expiresAt }
        loginTickets.keep { now < $0.expiresAt }
        codes.keep { now < $0.expiresAt }
        accessTokens.keep { $0.isGood(at: now) }
        idTokens.keep { now < $0.expiresAt }
        for device in devices(where: { $0.isOver(at: now) }) { revoke(device.id) }
        sessions.keep { now < $0.expiresAt(under: settings) }
    }
}
