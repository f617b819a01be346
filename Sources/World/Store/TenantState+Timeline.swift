package import TenantModel

/// Something that becomes due at an instant: from then on it is refused.
package struct DueEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, Comparable, CaseIterable {
        case loginTicket = "login_ticket"
        case providerAnswer = "provider_code"
        case code = "authorization_code"
        case pendingLogin = "login"
        case idToken = "id_token"
        case accessToken = "access_token"
        case pausedLogin = "paused_login"
        case refreshToken = "refresh_token"
        case session

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let at: Timestamp
    package let kind: Kind
    package let user: Identifier<User>?
    package let client: Identifier<Client>?
    /// Serial number within its kind; orders events of the same instant.
    let number: Int
    /// Names the row; never shown, because it may be a secret.
    let key: String
    /// True for a replaced refresh token: it is removed without being reported.
    package internal(set) var isSilent = false

    static func precedes(_ left: DueEvent, _ right: DueEvent) -> Bool {
        (left.at, left.kind, left.number) < (right.at, right.kind, right.number)
    }
}

extension TenantState {
    /// What will become due, in order of time, kind and age.
    package var timeline: [DueEvent] { due(after: nil, through: .latest, most: .max).filter { !$0.isSilent } }

    /// The next `most` events after `event`, silent ones included.
    ///
    /// The cost depends on `most`, not on the tenant's size.
    package func timeline(after event: DueEvent?, most: Int) -> [DueEvent] {
        due(after: event, through: .latest, most: most)
    }

    /// Events up to `now`, in order; a nil `event` starts at the first.
    func due(after event: DueEvent?, through now: Timestamp, most: Int) -> [DueEvent] {
        var events: [DueEvent] = []
        for kind in DueEvent.Kind.allCases {
            // Collect up to `most` of every kind: a later kind may hold earlier events.
            events += due(of: kind, after: event, through: RowEnd(now), most: most)
        }
        events.sort(by: DueEvent.precedes)
        return events.count > most ? Array(events[..<most]) : events
    }

    private func due(of kind: DueEvent.Kind, after event: DueEvent?, through now: RowEnd, most: Int) -> [DueEvent] {
        func found<Key, Row>(
            _ table: Table<Key, Row>,
            _ make: (Row) -> (key: String, user: Identifier<User>?, client: Identifier<Client>?)
        ) -> [DueEvent] {
            table.due(after: event.map { ($0, kind) }, through: now, most: most) { end, at, row in
                let (key, user, client) = make(row)
                return DueEvent(at: at, kind: kind, user: user, client: client, number: end.number, key: key)
            }
        }
        switch kind {
        case .loginTicket: return found(loginTickets) { ($0.sid, $0.user, $0.request.client) }
        case .providerAnswer: return found(providerAnswers) { ($0.code, $0.user, nil) }
        case .code: return found(codes) { ($0.value, $0.login.user, $0.request.client) }
        case .pendingLogin: return found(pendingLogins) { ($0.state, nil, $0.request.client) }
        case .pausedLogin: return found(pausedLogins) { ($0.state, $0.user, $0.request.client) }
        case .idToken: return found(idTokens) { (String($0.ordinal), $0.user, $0.client) }
        case .accessToken: return found(accessTokens) { ($0.value, $0.user, $0.client) }
        case .session: return found(sessions) { ($0.id, $0.user, nil) }
        case .refreshToken:
            return found(devices) { ($0.id.rawValue, $0.user, $0.client) }.map { event in
                var event = event
                event.isSilent = devices[Identifier(event.key)]?.isReplaced == true
                return event
            }
        }
    }
}

extension Table {
    fileprivate func due(
        after event: (DueEvent, DueEvent.Kind)?,
        through now: RowEnd,
        most: Int,
        _ make: (End, Timestamp, Row) -> DueEvent
    ) -> [DueEvent] {
        var events: [DueEvent] = []
        ends.visit(after: { end in event.map { end.isPast($0, of: $1) } ?? false }) { end in
            guard end.at <= now, events.count < most, let at = end.at.instant else { return false }
            if let row = self[end.key] { events.append(make(end, at, row)) }
            return true
        }
        return events
    }
}

extension Table.End {
    /// Whether this end sorts at or before `event`, taken as an end of `kind`.
    fileprivate func isPast(_ event: DueEvent, of kind: DueEvent.Kind) -> Bool {
        let end = RowEnd(event.at)
        guard at == end else { return at < end }
        return kind == event.kind ? number <= event.number : kind < event.kind
    }
}
