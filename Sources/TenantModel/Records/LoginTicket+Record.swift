extension LoginTicket: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("sid", sid)
        writer.put("user", user)
        writer.put("connection", connection)
        writer.put("request", request)
        writer.put("origin", origin)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            sid: try record.text("sid"),
            user: try record.identifier("user"),
            connection: try record.text("connection"),
            request: try record.thing("request"),
            origin: try record.optionalText("origin"),
            expiresAt: try record.instant("expires_at")
        )
    }
}
