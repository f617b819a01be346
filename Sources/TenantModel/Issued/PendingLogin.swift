/// A login that has begun at `/authorize` and waits for a person; named by the server's own `state`.
package struct PendingLogin: Hashable, Sendable {
    /// Our choice: an hour to find the password.
    package static let lifetime = Duration.seconds(3600)

    package var state: String
    package var request: AuthorizationRequest
    /// Which browser began it: another one may not finish it.
    package var browser: String
    package var csrf: String
    package var expiresAt: Timestamp

    package init(state: String, request: AuthorizationRequest, browser: String, csrf: String, expiresAt: Timestamp) {
        self.state = state
        self.request = request
        self.browser = browser
        self.csrf = csrf
        self.expiresAt = expiresAt
    }
}

/// What the stand-in for an identity provider answered: the person who was chosen there.
///
/// One use.
package struct ProviderAnswer: Hashable, Sendable {
    package static let lifetime = Duration.seconds(600)

    package var code: String
    /// `state` of the pending login it belongs to.
    package var state: String
    package var connection: String
    package var user: Identifier<User>
    package var expiresAt: Timestamp

    package init(code: String, state: String, connection: String, user: Identifier<User>, expiresAt: Timestamp) {
        self.code = code
        self.state = state
        self.connection = connection
        self.user = user
        self.expiresAt = expiresAt
    }
}

/// A password that was right at `/usernamepassword/login` and may be turned into a login once (authentication API §4.2).
package struct LoginTicket: Hashable, Sendable {
    package static let lifetime = Duration.seconds(60)

    /// `sid` in `wresult` and `wctx`.
    package var sid: String
    package var user: Identifier<User>
    package var connection: String
    package var request: AuthorizationRequest
    package var expiresAt: Timestamp

    package init(
        sid: String,
        user: Identifier<User>,
        connection: String,
        request: AuthorizationRequest,
        expiresAt: Timestamp
    ) {
        self.sid = sid
        self.user = user
        self.connection = connection
        self.request = request
        self.expiresAt = expiresAt
    }
}

/// An id_token that was handed out; kept only to say on the timeline when it ends.
package struct IssuedIDToken: Hashable, Sendable {
    package var ordinal: Int
    package var user: Identifier<User>
    package var client: Identifier<Client>
    package var expiresAt: Timestamp

    package init(ordinal: Int, user: Identifier<User>, client: Identifier<Client>, expiresAt: Timestamp) {
        self.ordinal = ordinal
        self.user = user
        self.client = client
        self.expiresAt = expiresAt
    }
}
