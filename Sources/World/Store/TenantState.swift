package import TenantModel

/// A tenant as a value: what the seed said and what has happened since.
///
/// Tables are persistent trees: a copy costs nothing and shares everything, so a rollback is a dropped copy, a snapshot
/// an assignment, and a tenant of 100,000 users is changed as cheaply as one of ten.
package struct TenantState: Sendable {
    package internal(set) var directory: TenantDirectory
    var users: Table<Identifier<User>, User>
    var userNames: Table<UserName, Identifier<User>>
    var devices: Table<Identifier<DeviceCredential>, DeviceCredential>
    /// Refresh tokens by their bytes: a seed may give any text, and Swift takes some different ones for equal.
    var refreshTokens: Table<[UInt8], Identifier<DeviceCredential>>
    var sessions: Table<String, Session>
    var pendingLogins: Table<String, PendingLogin>
    var pausedLogins: Table<String, PausedLogin>
    var providerAnswers: Table<String, ProviderAnswer>
    var loginTickets: Table<String, LoginTicket>
    var codes: Table<String, AuthorizationCode>
    var accessTokens: Table<String, AccessToken>
    var idTokens: Table<Int, IssuedIDToken>
    package internal(set) var idTokensIssued: Int
    var insertionsSinceSweep = 0

    package init(seed: TenantSeed, directory: TenantDirectory) {
        self.directory = directory
        users = Table(seed.users.map { ($0.id, $0) })
        userNames = Table(seed.users.flatMap { user in user.names.map { ($0, user.id) } })
        devices = Table(seed.devices.map { ($0.id, $0) })
        refreshTokens = Table(seed.devices.filter(\.isRefreshToken).map { (Array($0.secret.utf8), $0.id) })
        let issued = seed.issued
        sessions = Table(issued.sessions.map { ($0.id, $0) })
        pendingLogins = Table(issued.pendingLogins.map { ($0.state, $0) })
        pausedLogins = Table(issued.pausedLogins.map { ($0.state, $0) })
        providerAnswers = Table(issued.providerAnswers.map { ($0.code, $0) })
        loginTickets = Table(issued.loginTickets.map { ($0.sid, $0) })
        codes = Table(issued.codes.map { ($0.value, $0) })
        accessTokens = Table(issued.accessTokens.map { ($0.value, $0) })
        idTokens = Table(issued.idTokens.map { ($0.ordinal, $0) })
        idTokensIssued = max(issued.idTokensIssued, issued.idTokens.map(\.ordinal).max() ?? 0)
    }
}

/// What a person types to say who they are, within one connection; lower-cased, as databases store it.
package struct UserName: Hashable, Sendable {
    package let connection: String
    package let name: String

    package init(connection: String, name: String) {
        self.connection = connection
        self.name = name.lowercased()
    }
}

extension User {
    var names: [UserName] {
        [email, username, phoneNumber].compactMap { $0 }.map { UserName(connection: connection, name: $0) }
    }

    func isCalled(as other: User) -> Bool {
        (connection, email, username, phoneNumber)
            == (other.connection, other.email, other.username, other.phoneNumber)
    }
}
