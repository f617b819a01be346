extension PausedLogin: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("state", state)
        if case .secondFactor(let login, let provider) = reason {
            writer.put("login", login)
            writer.put("provider", provider)
        }
        writer.put("request", request)
        writer.put("user", user)
        writer.put("connection", connection)
        writer.put("authenticated_at", authenticatedAt)
        writer.put("session", session.id)
        switch session {
        case .resume: writer.put("resumes", true)
        case .begin(_, let previous): writer.put("replaces", previous)
        }
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        var reason = Reason.redirect
        if record.has("login") {
            reason = .secondFactor(try record.thing("login"), provider: try record.text("provider"))
        }
        let session: SessionPlan =
            try record.flag("resumes")
            ? .resume(try record.text("session"))
            : .begin(try record.optionalText("session"), replacing: try record.optionalText("replaces"))
        self.init(
            state: try record.text("state"),
            reason: reason,
            request: try record.thing("request"),
            user: try record.identifier("user"),
            connection: try record.text("connection"),
            authenticatedAt: try record.instant("authenticated_at"),
            session: session,
            expiresAt: try record.instant("expires_at")
        )
    }
}
