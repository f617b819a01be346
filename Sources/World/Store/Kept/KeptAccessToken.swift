import TenantModel

/// The row of an access token.
///
/// There may be hundreds of thousands, so a row has only what differs from token to token, and two shared references.
struct KeptAccessToken: Sendable {
    let value: String
    let expiresAt: Timestamp
    private let authenticatedAt: Timestamp
    /// `updated_at` of its profile; `.earliest` if the profile has none.
    private let updatedAt: Timestamp
    private let sessionID: String?
    let person: Person
    let grounds: TokenGrounds

    /// - Parameter person: the user of the token; nil if the user has been deleted.
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

    /// The row of this token after its end: it has just enough to say that the token expired.
    func ended(_ pool: SharingPool<TokenGrounds>) -> KeptAccessToken { KeptAccessToken(ended: self, pool) }

    /// When the token ends; never for a token that has ended already.
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
