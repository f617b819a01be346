extension AccessToken: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("value", value)
        writer.put("client", client)
        writer.put("pipeline", pipeline.rawValue)
        writer.put("scope", scope.description)
        writer.put("login", login)
        writer.put("expires_at", expiresAt)
        writer.put("ended", hasEnded)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            value: try record.text("value"),
            client: try record.identifier("client"),
            pipeline: try record.word("pipeline"),
            scope: try record.scope("scope"),
            login: try record.thing("login"),
            expiresAt: try record.instant("expires_at")
        )
        if try record.flag("ended") { self = ended }
    }
}
