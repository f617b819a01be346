package import TenantModel

/// Removes rows whose time is over. They are gone for good: moving the clock back does not bring them back.
extension TenantState {
    /// How many ended access tokens are kept to tell an expired token from an unknown one.
    static let mostEndedTokens = 10_000

    /// Removes the first `most` rows that are due at `now`.
    ///
    /// The caller repeats the call until `isDone` is true. Until then no other code removes due rows, so that the
    /// caller can report all of them.
    ///
    /// - Returns: what it removed, in order, and whether nothing more is due.
    package mutating func sweep(at now: Timestamp, most: Int) -> (events: [DueEvent], isDone: Bool) {
        let due = due(after: nil, through: now, most: most)
        for event in due { forget(event) }
        isBeingSwept = !self.due(after: nil, through: now, most: 1).isEmpty
        return (due.filter { !$0.isSilent }, !isBeingSwept)
    }

    /// Removes all rows that are due at `now`.
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
