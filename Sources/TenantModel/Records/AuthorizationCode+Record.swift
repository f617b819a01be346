extension AuthorizationCode: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("value", value)
        writer.put("request", request)
        writer.put("login", login)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            value: try record.text("value"),
            request: try record.thing("request"),
            login: try record.thing("login"),
            expiresAt: try record.instant("expires_at")
        )
    }
}
