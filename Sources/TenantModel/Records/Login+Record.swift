extension Login: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("user", user)
        writer.put("connection", connection)
        writer.put("profile", profile)
        writer.put("authenticated_at", authenticatedAt)
        writer.put("sid", sessionID)
        writer.put("mfa", passedSecondFactor)
        writer.put("shaping", shaping.record)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            user: try record.identifier("user"),
            connection: try record.text("connection"),
            profile: try record.object("profile"),
            authenticatedAt: try record.instant("authenticated_at")
        )
        sessionID = try record.optionalText("sid")
        passedSecondFactor = try record.flag("mfa")
        if record.has("shaping") { shaping = try record.thing("shaping") }
    }
}

/// Without `origins`, which say why and not what.
extension TokenShaping: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put(
            "scopes",
            JSONObject(scopes.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map(JSONValue.string))) })
        )
        writer.put("lifetime_seconds", lifetime.map { Int($0.components.seconds) })
        writer.put("id_token", idTokenClaims)
        writer.put("access_token_scope", accessTokenScope?.description)
        writer.put("addons", addonConfiguration)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init()
        let words = try record.object("scopes")
        let reader = RecordReader(words)
        for word in words.names { scopes[word] = try reader.texts(word) }
        lifetime = try record.optionalInteger("lifetime_seconds").map { .seconds($0) }
        idTokenClaims = try record.object("id_token")
        accessTokenScope = try record.optionalText("access_token_scope").map { ScopeSet($0) }
        addonConfiguration = try record.object("addons")
    }
}
