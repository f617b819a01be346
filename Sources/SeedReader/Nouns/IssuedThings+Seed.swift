import TenantModel

/// Reads `issued`: the sessions, codes and tokens of an exported tenant, in the form of the store's records.
extension IssuedThings {
    static let seedKeys = KeyTable(
        names.dropLast().map { .key($0, .list(.data)) }
            + [.key("id_tokens_issued", .integer(0...1_000_000_000_000, unit: "id_tokens"))]
    )

    init(seed fields: Fields?, findings: Findings) {
        self.init()
        guard let fields else { return }
        func things<Thing: Recorded>(_ key: String) -> [Thing] {
            fields.items(key).compactMap { item in
                do { return try Thing(record: JSONValue(coreSchema: item.node).object ?? JSONObject()) } catch {
                    let message = "this is no record of an export: \(error)"
                    // Point to the key `issued`, not to the record: the record's line may have a secret.
                    findings.report(.badValue, message, at: fields.node.position, item.path)
                    return nil
                }
            }
        }
        sessions = things("sessions")
        pendingLogins = things("logins")
        pausedLogins = things("paused_logins")
        providerAnswers = things("provider_answers")
        loginTickets = things("login_tickets")
        codes = things("codes")
        accessTokens = things("access_tokens")
        idTokens = things("id_tokens")
        idTokensIssued = fields.integer("id_tokens_issued") ?? 0
    }
}
