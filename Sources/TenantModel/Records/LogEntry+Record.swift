extension LogEntry: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("ordinal", ordinal)
        writer.put("at", at)
        writer.put("type", kind.rawValue)
        writer.put("description", description)
        writer.put("client", client)
        writer.put("user", user)
        writer.put("user_name", userName)
        writer.put("connection", connection)
        writer.put("scope", scope)
        writer.put("audience", audience)
        writer.put("ip", address)
        writer.put("user_agent", userAgent)
        details.map { writer.put("details", JSONValue.object($0)) }
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            ordinal: try record.integer("ordinal"),
            at: try record.instant("at"),
            kind: try record.word("type")
        )
        description = try record.optionalText("description")
        client = try record.optionalIdentifier("client")
        user = try record.optionalIdentifier("user")
        userName = try record.optionalText("user_name")
        connection = try record.optionalText("connection")
        scope = try record.optionalText("scope")
        audience = try record.optionalText("audience")
        address = try record.optionalText("ip")
        userAgent = try record.optionalText("user_agent")
        details = try record.optionalObject("details")
    }
}
