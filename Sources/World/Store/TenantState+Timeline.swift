package import TenantModel

/// Something that becomes due at an instant: from then on it is refused.
package struct DueEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, Comparable {
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
    /// Distinguishes events of one instant and kind; never shown, because it may be a secret.
    let key: String

    static func precedes(_ left: DueEvent, _ right: DueEvent) -> Bool {
        (left.at, left.kind, left.key) < (right.at, right.kind, right.key)
    }
}

extension TenantState {
    /// What will become due, in order of time, kind and age.
    package var timeline: [DueEvent] { events.sorted(by: DueEvent.precedes) }

    private var events: [DueEvent] {
        var events: [DueEvent] = []
        events += loginTickets.rows.map {
            DueEvent(at: $0.expiresAt, kind: .loginTicket, user: $0.user, client: $0.request.client, key: $0.sid)
        }
        events += providerAnswers.rows.map {
            DueEvent(at: $0.expiresAt, kind: .providerAnswer, user: $0.user, client: nil, key: $0.code)
        }
        events += codes.rows.map {
            DueEvent(at: $0.expiresAt, kind: .code, user: $0.login.user, client: $0.request.client, key: $0.value)
        }
        events += pendingLogins.rows.map {
            DueEvent(at: $0.expiresAt, kind: .pendingLogin, user: nil, client: $0.request.client, key: $0.state)
        }
        events += pausedLogins.rows.map {
            DueEvent(at: $0.expiresAt, kind: .pausedLogin, user: $0.user, client: $0.request.client, key: $0.state)
        }
        events += idTokens.rows.map {
            DueEvent(at: $0.expiresAt, kind: .idToken, user: $0.user, client: $0.client, key: $0.sortKey)
        }
        events += accessTokens.rows.filter { !$0.hasEnded }.map {
            DueEvent(at: $0.expiresAt, kind: .accessToken, user: $0.login.user, client: $0.client, key: $0.value)
        }
        events += devices.rows.filter { $0.replacedAt == nil }.compactMap { device in
            device.expiresAt.map { expiry in
                DueEvent(
                    at: expiry,
                    kind: .refreshToken,
                    user: device.user,
                    client: device.client,
                    key: device.id.rawValue
                )
            }
        }
        events += sessions.rows.map { session in
            let expiry = session.expiresAt(under: directory.settings)
            return DueEvent(at: expiry, kind: .session, user: session.user, client: nil, key: session.id)
        }
        return events
    }

    /// Forgets what is due at `now`, for good: what time has ended, moving the clock back does not revive.
    @discardableResult
    package mutating func sweep(at now: Timestamp) -> [DueEvent] {
        let due = events.filter { $0.at <= now }.sorted(by: DueEvent.precedes)
        for event in due {
            switch event.kind {
            case .loginTicket: loginTickets[event.key] = nil
            case .providerAnswer: providerAnswers[event.key] = nil
            case .code: codes[event.key] = nil
            case .pendingLogin: pendingLogins[event.key] = nil
            case .pausedLogin: pausedLogins[event.key] = nil
            case .idToken: idTokens[Int(event.key) ?? 0] = nil
            case .accessToken: accessTokens[event.key] = accessTokens[event.key]?.ended
            case .refreshToken: revoke(Identifier(event.key))
            case .session: sessions[event.key] = nil
            }
        }
        return due
    }
}

extension IssuedIDToken {
    /// Zero-padded, so that text order is order of issue.
    fileprivate var sortKey: String {
        let digits = String(ordinal)
        return String(repeating: "0", count: max(0, 19 - digits.utf8.count)) + digits
    }
}
