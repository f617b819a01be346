extension DeviceCredential: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("id", id)
        writer.put("type", kind.rawValue)
        writer.put("user", user)
        writer.put("client", client)
        writer.put("device_name", deviceName)
        writer.put("connection", connection)
        writer.put("secret", secret)
        writer.put("scope", scope.description)
        writer.put("audience", audience)
        writer.put("device_id", deviceID)
        writer.put("created_at", createdAt)
        if begunAt != createdAt { writer.put("begun_at", begunAt) }
        if authenticatedAt != begunAt { writer.put("authenticated_at", authenticatedAt) }
        writer.put("shows_auth_time", showsAuthTime)
        writer.put("sid", sessionID)
        if family != id { writer.put("family", family) }
        writer.put("replaced_at", replacedAt)
        writer.put("successors", successors)
        writer.put("expires_at", expiresAt)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            id: try record.identifier("id"),
            kind: try record.word("type"),
            user: try record.identifier("user"),
            client: try record.identifier("client"),
            deviceName: try record.optionalText("device_name"),
            secret: try record.text("secret"),
            scope: try record.scope("scope"),
            createdAt: try record.instant("created_at")
        )
        connection = try record.optionalText("connection")
        audience = try record.optionalText("audience")
        deviceID = try record.optionalText("device_id")
        begunAt = try record.optionalInstant("begun_at") ?? createdAt
        authenticatedAt = try record.optionalInstant("authenticated_at") ?? begunAt
        showsAuthTime = try record.flag("shows_auth_time")
        sessionID = try record.optionalText("sid")
        family = try record.optionalIdentifier("family") ?? id
        replacedAt = try record.optionalInstant("replaced_at")
        successors = try record.identifiers("successors")
        expiresAt = try record.optionalInstant("expires_at")
    }
}
