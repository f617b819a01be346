import TenantModel

extension Connection {
    var isDatabase: Bool { strategy == .auth0 }

    /// An item of `databases` or `connections` (Management API §12).
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
