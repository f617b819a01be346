import HashTreeCollections
package import TenantModel

/// A tenant as a value: what the seed said and what has happened since.
///
/// Tables are persistent trees: a copy costs nothing and shares everything, so a rollback is a dropped copy, a snapshot
/// an assignment, and a tenant of 100,000 users is changed as cheaply as one of ten.
package struct TenantState: Sendable {
    package let directory: TenantDirectory
    var users: TreeDictionary<Identifier<User>, User>
    var userNames: TreeDictionary<UserName, Identifier<User>>
    var devices: TreeDictionary<Identifier<DeviceCredential>, DeviceCredential>
    var sessions: TreeDictionary<String, Session> = [:]
    var pendingLogins: TreeDictionary<String, PendingLogin> = [:]
    var providerAnswers: TreeDictionary<String, ProviderAnswer> = [:]
    var loginTickets: TreeDictionary<String, LoginTicket> = [:]
    var codes: TreeDictionary<String, AuthorizationCode> = [:]
    var accessTokens: TreeDictionary<String, AccessToken> = [:]
    var idTokens: TreeDictionary<Int, IssuedIDToken> = [:]
    var idTokensIssued = 0
    var insertionsSinceSweep = 0

    package init(seed: TenantSeed, directory: TenantDirectory) {
        self.directory = directory
        users = TreeDictionary(seed.users.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        let names = seed.users.flatMap { user in user.names.map { ($0, user.id) } }
        userNames = TreeDictionary(names, uniquingKeysWith: { first, _ in first })
        devices = TreeDictionary(seed.devices.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
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
}
