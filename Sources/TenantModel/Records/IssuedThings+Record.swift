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
