package import TenantModel

/// Limits on what a tenant remembers, so that no number of requests fills the memory, even while the clock is frozen.
extension TenantState {
    /// The most logins under way; beyond it the ones that end first are forgotten.
    package static let maximumPendingLogins = 4000
    /// The most unused codes, login tickets and provider answers, of each kind.
    package static let maximumUnused = 10_000
    /// The most access tokens, id_tokens, refresh tokens and sessions, of each kind.
    package static let maximumIssued = 500_000
    /// How many due rows one insertion removes: more than a request adds, so that none pile up.
    private static let sweptAtOnce = 8

    /// Makes room for new rows.
    ///
    /// Call it before inserting anything that expires.
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
