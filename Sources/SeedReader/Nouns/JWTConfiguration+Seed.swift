import TenantModel

extension JWTConfiguration {
    /// Management API §10.4.
    static let seedKeys = KeyTable([
        // A hundred years; `lifetime + now` must stay a number that every client can read (case TT-14).
        .key("lifetime_in_seconds", .integer(1...3_153_600_000, unit: "seconds")),
        .key("secret_encoded", .flag),
        .key("alg", .choice(SignatureAlgorithm.allCases.map(\.rawValue))),
        .key("scopes", .openMap(values: .either(.text, or: .list(.text)))),
    ])

    init(seed fields: Fields?, era: Era) {
        self.init()
        secretEncoded = fields?.flag("secret_encoded") ?? era.encodesSecrets
        algorithm = fields?.choice("alg") ?? era.algorithm
        if let seconds = fields?.integer("lifetime_in_seconds") { lifetime = .seconds(seconds) }
        for entry in fields?.node("scopes")?.entries ?? [] {
            scopes[entry.key] = entry.value.items?.compactMap(\.text) ?? entry.value.text.map { [$0] } ?? []
        }
    }
}
