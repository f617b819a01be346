import HashTreeCollections
package import TenantModel

/// Reads and changes of the state. A `take…` function removes what it returns, because that may be used only once.
extension TenantState {
    package func user(_ id: Identifier<User>) -> User? { users[id]?.user }

    package func user(named name: String, in connection: String) -> User? {
        userNames[UserName(connection: connection, name: name)].flatMap { user($0) }
    }

    /// The users of a connection in the order in which they were created.
    package func users(of connection: String) -> [User] {
        users.numbered { $0.person.user.connection == connection }.map(\.row.user)
    }

    /// True if a user of the connection has this plain password.
    ///
    /// Hashed passwords are not compared.
    package func isPassword(_ text: String, in connection: String) -> Bool {
        let users = users.numbered {
            $0.person.user.connection == connection && $0.person.user.password == .plain(text)
        }
        return !users.isEmpty
    }

    package var userCount: Int { users.count }

    /// The users that were created first.
    package func firstUsers(_ count: Int) -> [User] { users.numbered.prefix(count).map(\.row.user) }

    /// Saves the user, and the names by which logins find the user; a name that another user has stays that user's.
    package mutating func save(_ user: User) {
        let earlier = users[user.id]?.person.user
        users[user.id] = KeptUser(user)
        // Most changes of a user leave the names alone.
        if let earlier, earlier.isCalled(as: user) { return }
        for name in earlier?.names ?? [] where userNames[name] == user.id { userNames[name] = nil }
        for name in user.names where userNames[name] == nil { userNames[name] = user.id }
    }

    /// Counts a login of that user.
    ///
    /// - Returns: the changed user; nil if there is none with that id.
    package mutating func noteLogin(of id: Identifier<User>, from address: String?, at now: Timestamp) -> User? {
        guard var kept = users[id] else { return nil }
        kept.noteLogin(from: address, at: now)
        users[id] = kept
        return kept.user
    }

    package mutating func save(_ session: Session) {
        sessions.put(session, for: session.id, until: RowEnd(session.expiresAt(under: directory.settings)))
    }

    /// The session with that id, which is the cookie's value; nil if it has ended.
    package func session(_ id: String, at now: Timestamp) -> Session? {
        guard let session = sessions[exactly: id], now < session.expiresAt(under: directory.settings) else {
            return nil
        }
        return session
    }

    package mutating func endSession(_ id: String) { sessions[id] = nil }

    package mutating func save(_ pending: PendingLogin) {
        pendingLogins.put(pending, for: pending.state, until: RowEnd(pending.expiresAt))
    }

    package func pendingLogin(_ state: String, at now: Timestamp) -> PendingLogin? {
        pendingLogins[exactly: state].flatMap { now < $0.expiresAt ? $0 : nil }
    }

    package mutating func takePendingLogin(_ state: String, at now: Timestamp) -> PendingLogin? {
        guard let pending = pendingLogin(state, at: now) else { return nil }
        pendingLogins[state] = nil
        return pending
    }

    package mutating func save(_ paused: PausedLogin) {
        pausedLogins.put(paused, for: paused.state, until: RowEnd(paused.expiresAt))
    }

    package func pausedLogin(_ state: String, at now: Timestamp) -> PausedLogin? {
        pausedLogins[exactly: state].flatMap { now < $0.expiresAt ? $0 : nil }
    }

    package mutating func takePausedLogin(_ state: String, at now: Timestamp) -> PausedLogin? {
        guard let paused = pausedLogin(state, at: now) else { return nil }
        pausedLogins[state] = nil
        return paused
    }

    package mutating func save(_ answer: ProviderAnswer) {
        providerAnswers.put(answer, for: answer.code, until: RowEnd(answer.expiresAt))
    }

    package mutating func takeProviderAnswer(_ code: String, at now: Timestamp) -> ProviderAnswer? {
        guard let answer = providerAnswers[exactly: code], now < answer.expiresAt else { return nil }
        providerAnswers[code] = nil
        return answer
    }

    package mutating func save(_ ticket: LoginTicket) {
        loginTickets.put(ticket, for: ticket.sid, until: RowEnd(ticket.expiresAt))
    }

    package mutating func takeLoginTicket(_ sid: String, at now: Timestamp) -> LoginTicket? {
        guard let ticket = loginTickets[exactly: sid], now < ticket.expiresAt else { return nil }
        loginTickets[sid] = nil
        return ticket
    }

    package mutating func save(_ code: AuthorizationCode) {
        codes.put(code, for: code.value, until: RowEnd(code.expiresAt))
    }

    package mutating func takeCode(_ value: String, at now: Timestamp) -> AuthorizationCode? {
        guard let code = codes[exactly: value], now < code.expiresAt else { return nil }
        codes[value] = nil
        return code
    }

    package mutating func save(_ token: AccessToken) {
        let kept = KeptAccessToken(token, person: users[token.login.user]?.person, tokenGrounds)
        accessTokens.put(kept, for: token.value, until: kept.end)
        if token.hasEnded { noteEnded(kept) }
    }

    /// The access token with that text, also one that has ended: callers check that.
    package func accessToken(_ value: String) -> AccessToken? { accessTokens[exactly: value]?.token }

    package mutating func save(_ device: DeviceCredential) {
        let kept = KeptDevice(device, deviceGrounds)
        devices.put(kept, for: kept.id, until: kept.end)
        noteSecret(kept)
    }

    mutating func noteSecret(_ device: KeptDevice) {
        if device.isRefreshToken { refreshTokens[ExactText(device.secret)] = device.id }
    }

    package func device(_ id: Identifier<DeviceCredential>) -> DeviceCredential? { devices[id]?.credential }

    /// The credential of a refresh token, also one that rotation has replaced; nil if the token has expired.
    package func device(holding refreshToken: String, at now: Timestamp) -> DeviceCredential? {
        device(holding: refreshToken).flatMap { $0.isOver(at: now) ? nil : $0 }
    }

    /// The credential of a refresh token, also one that has expired and is not yet removed.
    package func device(holding refreshToken: String) -> DeviceCredential? {
        refreshTokens[ExactText(refreshToken)].flatMap { device($0) }
    }

    /// Removes a refresh token or a device's key, if it is there.
    package mutating func revoke(_ id: Identifier<DeviceCredential>) {
        if let device = devices[id], device.isRefreshToken { refreshTokens[ExactText(device.secret)] = nil }
        devices.remove(id)
    }

    /// The first refresh token of a login and all tokens that rotation has made of it.
    package func family(_ first: Identifier<DeviceCredential>) -> [Identifier<DeviceCredential>] {
        devices.numbered { $0.family == first }.map(\.row.id)
    }

    /// The credentials that satisfy the predicate, the oldest first.
    ///
    /// Credentials of one instant, which a frozen clock makes common, are in the order of their creation.
    package func devices(where isWanted: (DeviceCredential) -> Bool) -> [DeviceCredential] {
        devices.numbered { isWanted($0.credential) }
            .sorted { ($0.row.createdAt, $0.number) < ($1.row.createdAt, $1.number) }.map(\.row.credential)
    }

    /// Notes an issued id_token, so that the timeline shows its end.
    package mutating func noteIDToken(
        of user: Identifier<User>,
        for client: Identifier<Client>,
        expiresAt: Timestamp
    ) {
        idTokensIssued += 1
        save(IssuedIDToken(ordinal: idTokensIssued, user: user, client: client, expiresAt: expiresAt))
    }

    mutating func save(_ token: IssuedIDToken) {
        idTokens.put(token, for: token.ordinal, until: RowEnd(token.expiresAt))
    }
}
