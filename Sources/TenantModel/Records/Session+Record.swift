extension Session: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("id", id)
        writer.put("user", user)
        writer.put("connection", connection)
        writer.put("authenticated_at", authenticatedAt)
        writer.put("used_at", usedAt)
        writer.put("clients", clients)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            id: try record.text("id"),
            user: try record.identifier("user"),
            connection: try record.text("connection"),
            authenticatedAt: try record.instant("authenticated_at"),
            client: ""
        )
        usedAt = try record.instant("used_at")
        clients = try record.identifiers("clients")
    }
}
