import TenantModel

extension UserIdentity {
    /// Seed format E4; keys as in the Management API §8.6.
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

    /// An account at `connection`, with nothing else known.
    init(connection: Connection, userID: String) {
        self.init(
            provider: connection.strategy,
            connection: connection.name,
            userID: userID,
            isSocial: connection.strategy.kind == .social
        )
    }

    /// Nil where it has no `user_id`, which has been reported.
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

    /// A social provider always gives a token; one that the seed omits is derived (seed format E6).
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
