extension ProviderAnswer: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("code", code)
        writer.put("state", state)
        writer.put("connection", connection)
        writer.put("user", user)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            code: try record.text("code"),
            state: try record.text("state"),
            connection: try record.text("connection"),
            user: try record.identifier("user"),
            expiresAt: try record.instant("expires_at")
        )
    }
}
