extension PendingLogin: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("state", state)
        writer.put("request", request)
        writer.put("browser", browser)
        writer.put("csrf", csrf)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            state: try record.text("state"),
            request: try record.thing("request"),
            browser: try record.text("browser"),
            csrf: try record.text("csrf"),
            expiresAt: try record.instant("expires_at")
        )
    }
}
