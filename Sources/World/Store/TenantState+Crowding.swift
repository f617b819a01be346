package import TenantModel

/// Bounds on what a tenant remembers, so that no flood of requests fills the machine, whatever its clock shows.
extension TenantState {
    /// Logins that may be under way at once; beyond it the oldest are forgotten.
    package static let maximumPendingLogins = 4000
    /// Codes, tickets and answers of providers that nobody has used yet, of each kind.
    package static let maximumUnused = 10_000
    /// Access tokens, id_tokens, refresh tokens and sessions, of each kind.
    package static let maximumIssued = 500_000
    /// More than a request makes, so that a clock that runs catches up.
    private static let sweptAtOnce = 8

    /// To be called by whoever inserts something that expires.
    package mutating func makeRoom(at now: Timestamp) {
        if !isBeingSwept {
            for event in due(after: nil, through: now, most: Self.sweptAtOnce) { forget(event) }
        }
        pendingLogins.makeRoom(in: Self.maximumPendingLogins)
        pausedLogins.makeRoom(in: Self.maximumPendingLogins)
        providerAnswers.makeRoom(in: Self.maximumUnused)
        loginTickets.makeRoom(in: Self.maximumUnused)
        codes.makeRoom(in: Self.maximumUnused)
        accessTokens.makeRoom(in: Self.maximumIssued)
        idTokens.makeRoom(in: Self.maximumIssued)
        sessions.makeRoom(in: Self.maximumIssued)
        while devices.count >= Self.maximumIssued, let first = devices.ends.first { revoke(first.key) }
    }
}
