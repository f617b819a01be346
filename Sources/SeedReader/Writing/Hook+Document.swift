import TenantModel

extension Hook {
    /// The hook as an item of `emulator.hooks`.
    func document(_ names: SeedNames) -> JSONObject {
        JSONObject(given: [
            "name": .string(name),
            "when": .given(when.document(names)),
            "set": .object(effect.document),
        ])
    }
}

extension Hook.Condition {
    fileprivate func document(_ names: SeedNames) -> JSONObject {
        JSONObject(given: [
            "client": clients.map { .texts($0.map { names.word(for: $0) }) },
            "connection": connections.map { .texts($0.map { names.word(for: $0) }) },
            "protocol": protocols.map { .texts($0.map(\.rawValue)) },
            "scope": scopes.map(JSONValue.texts),
            "email_domain": emailDomains.map(JSONValue.texts),
            "role": roles.map(JSONValue.texts),
        ])
    }
}

extension Hook.Effect {
    fileprivate var document: JSONObject {
        switch self {
        case .deny(let reason): ["deny": .string(reason)]
        case .shape(let shaping):
            JSONObject(given: [
                "scopes": .given(shaping.scopes),
                "lifetime_in_seconds": shaping.lifetime.map(JSONValue.seconds),
                "claims": .given(shaping.claims),
            ])
        }
    }
}
