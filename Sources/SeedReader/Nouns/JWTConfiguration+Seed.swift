import TenantModel

extension JWTConfiguration {
    /// The keys of `jwt_configuration`.
    static let seedKeys = KeyTable([
        // At most a hundred years, so that every client can read the number `now + lifetime`.
        .key("lifetime_in_seconds", .integer(1...3_153_600_000, unit: "seconds")),
        .key("secret_encoded", .flag),
        .key("alg", .choice(SignatureAlgorithm.allCases.map(\.rawValue))),
        .key("scopes", .attributesByScope),
    ])

    init(seed fields: Fields?, era: Era) {
        self.init()
        secretEncoded = fields?.flag("secret_encoded") ?? era.encodesSecrets
        algorithm = fields?.choice("alg") ?? era.algorithm
        if let seconds = fields?.integer("lifetime_in_seconds") { lifetime = .seconds(seconds) }
        scopes = fields?.attributesByScope("scopes") ?? [:]
    }
}

extension Shape {
    /// A map of scope words, each with the attributes that it stands for.
    static let attributesByScope = Shape.openMap(values: .oneOrMore(.text))
}

extension Fields {
    func attributesByScope(_ key: String) -> [String: [String]] {
        guard let words = fields(key) else { return [:] }
        return (words.node.entries ?? []).reduce(into: [:]) { attributes, entry in
            attributes[entry.key] = (words.oneOrMore(entry.key) ?? []).map(\.text)
        }
    }
}
