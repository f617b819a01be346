/// Everything that a tenant has handed out or is in the middle of, beside its users' devices: `issued` of a seed that was
/// exported from a tenant at work.
package struct IssuedThings: Hashable, Sendable {
    package var sessions: [Session] = []
    package var pendingLogins: [PendingLogin] = []
    package var pausedLogins: [PausedLogin] = []
    package var providerAnswers: [ProviderAnswer] = []
    package var loginTickets: [LoginTicket] = []
    package var codes: [AuthorizationCode] = []
    package var accessTokens: [AccessToken] = []
    package var idTokens: [IssuedIDToken] = []
    /// How many id_tokens there ever were.
    package var idTokensIssued = 0

    package init() {}

    /// The members of its record, in their order.
    package static let names = [
        "sessions", "logins", "paused_logins", "provider_answers", "login_tickets", "codes", "access_tokens",
        "id_tokens", "id_tokens_issued",
    ]
}

extension IssuedThings: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("sessions", sessions)
        writer.put("logins", pendingLogins)
        writer.put("paused_logins", pausedLogins)
        writer.put("provider_answers", providerAnswers)
        writer.put("login_tickets", loginTickets)
        writer.put("codes", codes)
        writer.put("access_tokens", accessTokens)
        writer.put("id_tokens", idTokens)
        if idTokensIssued > 0 { writer.put("id_tokens_issued", idTokensIssued) }
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        sessions = try record.things("sessions")
        pendingLogins = try record.things("logins")
        pausedLogins = try record.things("paused_logins")
        providerAnswers = try record.things("provider_answers")
        loginTickets = try record.things("login_tickets")
        codes = try record.things("codes")
        accessTokens = try record.things("access_tokens")
        idTokens = try record.things("id_tokens")
        idTokensIssued = try record.optionalInteger("id_tokens_issued") ?? 0
    }
}
