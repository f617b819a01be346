import TenantModel

/// An access token as a row: there may be hundreds of thousands, so each holds its name, its times and two references.
struct KeptAccessToken: Sendable {
    let value: String
    let expiresAt: Timestamp
    private let authenticatedAt: Timestamp
    /// In its profile; nothing where the profile has none.
    private let updatedAt: Timestamp
    private let sessionID: String?
    let person: Person
    let grounds: TokenGrounds

    /// - Parameter person: the user of the token; nil where there is none by now.
    init(_ token: AccessToken, person: Person?, _ pool: SharingPool<TokenGrounds>) {
        let login = token.login
        let person = person ?? Person(User(id: login.user, connection: login.connection, createdAt: .earliest))
        self.person = person
        let template = ProfileTemplate.of(login.profile, person: person.user)
        value = token.value
        expiresAt = token.expiresAt
        authenticatedAt = login.authenticatedAt
        sessionID = login.sessionID
        updatedAt = template.updatedAt ?? .earliest
        grounds = pool.shared(TokenGrounds(token, template: template.bytes))
    }

    private init(ended kept: KeptAccessToken, _ pool: SharingPool<TokenGrounds>) {
        value = kept.value
        expiresAt = kept.expiresAt
        authenticatedAt = kept.authenticatedAt
        sessionID = kept.sessionID
        updatedAt = .earliest
        person = kept.person
        grounds = pool.shared(TokenGrounds(ended: kept.grounds))
    }

    /// What is left of it: enough to say that it expired.
    func ended(_ pool: SharingPool<TokenGrounds>) -> KeptAccessToken { KeptAccessToken(ended: self, pool) }

    /// One that has ended does not end again.
    var end: RowEnd { hasEnded ? .never : RowEnd(expiresAt) }

    var token: AccessToken {
        let user = person.user
        var token = grounds.shape
        token.value = value
        token.expiresAt = expiresAt
        token.login.user = user.id
        token.login.authenticatedAt = authenticatedAt
        token.login.sessionID = sessionID
        token.login.profile = ProfileTemplate.profile(grounds.template, person: user, updatedAt: updatedAt)
        return token
    }

    var hasEnded: Bool { grounds.shape.hasEnded }
    var user: Identifier<User> { person.user.id }
    var client: Identifier<Client> { grounds.shape.client }
}

extension KeptAccessToken: Recorded {
    var record: JSONObject { token.record }

    init(record: RecordReader) throws(RecordFault) {
        self.init(try AccessToken(record: record), person: nil, SharingPool())
    }
}
