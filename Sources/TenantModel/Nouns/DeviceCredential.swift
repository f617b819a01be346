/// A refresh token or a public key of one user, client and device.
package struct DeviceCredential: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case refreshToken = "refresh_token"
        case rotatingRefreshToken = "rotating_refresh_token"
        case publicKey = "public_key"
    }

    package var id: Identifier<DeviceCredential>
    package var kind: Kind
    package var user: Identifier<User>
    package var client: Identifier<Client>
    /// Nil where the client named none.
    package var deviceName: String?
    /// Through which its user logged in; nil: the user's own.
    package var connection: String?
    /// The refresh token itself, or the public key's value; never shown by the Management API.
    package var secret: String
    package var scope: ScopeSet
    package var audience: String?
    package var deviceID: String?
    package var createdAt: Timestamp
    /// When the user logged in for it: rotation makes new tokens, not new logins.
    package var begunAt: Timestamp
    /// When the user had last logged in, which its id_tokens say as `auth_time`.
    ///
    /// A session may be older than its token.
    package var authenticatedAt: Timestamp
    /// The request for it had a `max_age`, so its id_tokens say `auth_time` (OIDC Core §12.2).
    package var showsAuthTime = false
    /// `sid` of its id_tokens.
    package var sessionID: String?
    /// The first of those that rotation made of one another.
    package var family: Identifier<DeviceCredential>
    /// Rotation put others in its place.
    package var replacedAt: Timestamp?
    package var successors: [Identifier<DeviceCredential>] = []
    /// Nil: good until revoked.
    package var expiresAt: Timestamp?

    package var isRefreshToken: Bool { kind != .publicKey }

    package init(
        id: Identifier<DeviceCredential>,
        kind: Kind,
        user: Identifier<User>,
        client: Identifier<Client>,
        deviceName: String?,
        secret: String,
        scope: ScopeSet,
        createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.user = user
        self.client = client
        self.deviceName = deviceName
        self.secret = secret
        self.scope = scope
        self.createdAt = createdAt
        begunAt = createdAt
        authenticatedAt = createdAt
        family = id
    }

    package func isOver(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }
}
