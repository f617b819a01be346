package import TenantModel

/// What time has ended is forgotten, for good: moving the clock back does not revive it.
extension TenantState {
    /// How many ended access tokens are known as ended; of older ones nothing is left.
    static let mostEndedTokens = 10_000

    /// Forgets what is due at `now`, the first so many.
    ///
    /// Whoever begins with it goes on until it returns true: meanwhile nobody else forgets what is due, so that all of it
    /// is told here.
    ///
    /// - Returns: what it forgot, in order, and whether that was all.
    package mutating func sweep(at now: Timestamp, most: Int) -> (events: [DueEvent], isDone: Bool) {
        let due = due(after: nil, through: now, most: most)
        for event in due { forget(event) }
        isBeingSwept = !self.due(after: nil, through: now, most: 1).isEmpty
        return (due.filter { !$0.isSilent }, !isBeingSwept)
    }

    /// Forgets all that is due at `now`.
    @discardableResult
    package mutating func sweep(at now: Timestamp) -> [DueEvent] { sweep(at: now, most: .max).events }

    mutating func forget(_ event: DueEvent) {
        switch event.kind {
        case .loginTicket: loginTickets.remove(event.key)
        case .providerAnswer: providerAnswers.remove(event.key)
        case .code: codes.remove(event.key)
        case .pendingLogin: pendingLogins.remove(event.key)
        case .pausedLogin: pausedLogins.remove(event.key)
        case .idToken: if let ordinal = Int(event.key) { idTokens.remove(ordinal) }
        case .accessToken: endAccessToken(event.key)
        case .refreshToken: revoke(Identifier(event.key))
        case .session: sessions.remove(event.key)
        }
    }

    private mutating func endAccessToken(_ value: String) {
        guard let ended = accessTokens[value]?.ended(tokenGrounds) else { return }
        accessTokens.put(ended, for: value, until: ended.end)
        noteEnded(ended)
    }

    mutating func noteEnded(_ token: KeptAccessToken) {
        guard let number = accessTokens.number(of: token.value) else { return }
        endedTokens.insert(.init(at: RowEnd(token.expiresAt), number: number, key: token.value))
        while endedTokens.count > Self.mostEndedTokens, let oldest = endedTokens.first {
            endedTokens.remove(oldest)
            accessTokens.remove(oldest.key)
        }
    }
}
