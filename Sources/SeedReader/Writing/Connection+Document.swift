import TenantModel

extension Connection {
    var isDatabase: Bool { strategy == .auth0 }

    /// The connection as an item of `databases` or `connections`.
    func document(_ names: SeedNames) -> JSONObject {
        JSONObject(given: [
            "id": .string(id.rawValue),
            "name": .string(name),
            "strategy": .string(strategy.rawValue),
            "display_name": .given(displayName),
            "enabled_clients": enabledClients.map { .texts($0.map { names.word(for: $0) }) },
            "options": .given(options),
        ]).followed(by: kept)
    }
}
