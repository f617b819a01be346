import TenantModel

extension Client {
    /// The keys of `globalClient`.
    static let globalSeedKeys = KeyTable([
        .key("client_id", .text(.clientID)),
        .key("client_secret", .text),
        .key("secret_encoded", .flag),
    ])

    /// The global client, which belongs to the tenant itself; values that the seed omits are derived.
    static func global(seed fields: Fields?, in reading: Reading) -> Client {
        let derivation = reading.derivation
        var client = Client(
            id: Identifier(
                fields?.text("client_id") ?? derivation.alphanumerics(.globalClientID, "global", count: 32)
            ),
            secret: fields?.resolvedText("client_secret")
                ?? derivation.base64URL(.globalClientSecret, "global", byteCount: 48),
            name: "All Applications"
        )
        client.isGlobal = true
        client.jwtConfiguration.secretEncoded = fields?.flag("secret_encoded") ?? reading.era.encodesSecrets
        if let fields {
            ClientSecretCheck(
                isEncoded: client.jwtConfiguration.secretEncoded,
                signs: true,
                findings: reading.findings
            ).check(fields)
        }
        return client
    }
}
