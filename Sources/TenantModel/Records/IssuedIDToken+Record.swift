extension IssuedIDToken: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("ordinal", ordinal)
        writer.put("user", user)
        writer.put("client", client)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            ordinal: try record.integer("ordinal"),
            user: try record.identifier("user"),
            client: try record.identifier("client"),
            expiresAt: try record.instant("expires_at")
        )
    }
}
