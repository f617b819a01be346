import HashTreeCollections
package import TenantModel

/// A tenant as a value: what the seed said and what has happened since.
///
/// Tables are persistent trees: a copy costs nothing and shares everything, so a rollback is a dropped copy, a snapshot
/// an assignment, and a tenant of 100,000 users is changed as cheaply as one of ten.
package struct TenantState: Sendable {
    package internal(set) var directory: TenantDirectory
    var users: Table<Identifier<User>, KeptUser>
    var userNames: Table<UserName, Identifier<User>>
    var devices: Table<Identifier<DeviceCredential>, KeptDevice>
    var refreshTokens: TreeDictionary<ExactText, Identifier<DeviceCredential>> = [:]
    var sessions: Table<String, Session>
    var pendingLogins: Table<String, PendingLogin>
    var pausedLogins: Table<String, PausedLogin>
    var providerAnswers: Table<String, ProviderAnswer>
    var loginTickets: Table<String, LoginTicket>
    var codes: Table<String, AuthorizationCode>
    var accessTokens: Table<String, KeptAccessToken>
    /// Access tokens that have ended and are still known, in the order of their ends.
    var endedTokens = OrderedTree<Table<String, KeptAccessToken>.End>()
    var idTokens: Table<Int, IssuedIDToken>
    package internal(set) var idTokensIssued: Int
    /// True while a move of the clock removes due rows in slices and reports each.
    ///
    /// No other code may remove due rows meanwhile, or the report would lack them.
    var isBeingSwept = false
    let tokenGrounds = SharingPool<TokenGrounds>()
    let deviceGrounds = SharingPool<DeviceGrounds>()

    package init(seed: TenantSeed, directory: TenantDirectory) {
        self.init(directory: directory, idTokensIssued: seed.issued.idTokensIssued)
        users = Table(seed.users.map { ($0.id, KeptUser($0)) })
        userNames = Table(seed.users.flatMap { user in user.names.map { ($0, user.id) } })
        for device in seed.devices { save(device) }
        let issued = seed.issued
        for session in issued.sessions { save(session) }
        for pending in issued.pendingLogins { save(pending) }
        for paused in issued.pausedLogins { save(paused) }
        for answer in issued.providerAnswers { save(answer) }
        for ticket in issued.loginTickets { save(ticket) }
        for code in issued.codes { save(code) }
        for token in issued.accessTokens { save(token) }
        for token in issued.idTokens { save(token) }
        idTokensIssued = max(idTokensIssued, issued.idTokens.map(\.ordinal).max() ?? 0)
    }

    /// Creates an empty tenant: no users, no tokens.
    init(directory: TenantDirectory, idTokensIssued: Int) {
        self.directory = directory
        self.idTokensIssued = idTokensIssued
        users = Table()
        userNames = Table()
        devices = Table()
        sessions = Table()
        pendingLogins = Table()
        pausedLogins = Table()
        providerAnswers = Table()
        loginTickets = Table()
        codes = Table()
        accessTokens = Table()
        idTokens = Table()
    }
}

/// A name by which a person logs in to one connection, in lower case: an e-mail address, user name or phone number.
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
