import TenantModel

extension UserIdentity {
    /// The keys of an item of `identities`: those of the Management API.
    static let seedKeys = KeyTable([
        .key("connection", .text(.nonEmpty)),
        .key("provider", .text(.nonEmpty)),
        .key("user_id", .text(.nonEmpty)).required,
        .key("isSocial", .flag),
        .key("profileData", .data),
        .key("access_token", .text(.nonEmpty)),
        .key("access_token_secret", .text(.nonEmpty)),
        .key("refresh_token", .text(.nonEmpty)),
        .key("expires_in", .integer(1...3_153_600_000, unit: "seconds")),
    ])

    /// Creates an identity of which only connection and id are known.
    init(connection: Connection, userID: String) {
        self.init(
            provider: connection.strategy,
            connection: connection.name,
            userID: userID,
            isSocial: connection.strategy.kind == .social
        )
    }

    /// Reads an identity; nil if it has no `user_id`, which has been reported.
    init?(seed fields: Fields, of connection: Connection, in reading: Reading) {
        guard var userID = fields.text("user_id") else { return nil }
        let provider = connection.strategy.rawValue
        if let written = fields.text("provider"), written != provider {
            reading.findings.report(
                .conflict,
                "provider \"\(written)\" is not \"\(provider)\", the strategy of connection \"\(connection.name)\"",
                at: fields.position(of: "provider"),
                fields.path + "provider"
            )
        }
        if userID.hasPrefix("\(provider)|") { userID.removeFirst(provider.count + 1) }
        self.init(connection: connection, userID: userID)
        isSocial = fields.flag("isSocial") ?? isSocial
        profileData = fields.data("profileData")
        accessToken = fields.text("access_token")
        accessTokenSecret = fields.text("access_token_secret")
        refreshToken = fields.text("refresh_token")
        expiresInSeconds = fields.integer("expires_in")
        self = withDerivedToken(reading.derivation)
    }

    /// The identity with an access token: for a social provider the token is derived if the seed omits it.
    func withDerivedToken(_ derivation: Derivation) -> UserIdentity {
        guard isSocial, accessToken == nil else { return self }
        var identity = self
        identity.accessToken = derivation.alphanumerics(
            .identityProviderAccessToken,
            "\(provider.rawValue)|\(userID)",
            count: 40
        )
        return identity
    }
}
