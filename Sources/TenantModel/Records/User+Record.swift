extension User: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("id", id)
        writer.put("connection", connection)
        writer.put("email", email)
        writer.put("email_verified", emailVerified)
        writer.put("username", username)
        writer.put("phone_number", phoneNumber)
        phoneVerified.map { writer.put("phone_verified", JSONValue.bool($0)) }
        writer.put("name", name)
        writer.put("nickname", nickname)
        writer.put("picture", picture)
        writer.put("given_name", givenName)
        writer.put("family_name", familyName)
        writer.put("attributes", attributes)
        writer.put("identities", identities)
        writer.put("user_metadata", userMetadata)
        writer.put("app_metadata", appMetadata)
        writer.put("blocked", isBlocked)
        switch password {
        case nil: break
        case .plain(let text): writer.put("password", text)
        case .bcrypt(let hash): writer.put("password_hash", hash)
        }
        writer.put("created_at", createdAt)
        writer.put("updated_at", updatedAt)
        writer.put("last_login", lastLogin)
        writer.put("last_ip", lastIP)
        writer.put("logins_count", loginsCount)
        writer.put("last_password_reset", lastPasswordReset)
        writer.put("roles", roles)
        writer.put("kept", kept)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            id: try record.identifier("id"),
            connection: try record.text("connection"),
            createdAt: try record.instant("created_at")
        )
        email = try record.optionalText("email")
        emailVerified = try record.flag("email_verified")
        username = try record.optionalText("username")
        phoneNumber = try record.optionalText("phone_number")
        phoneVerified = try record.optionalFlag("phone_verified")
        name = try record.optionalText("name")
        nickname = try record.optionalText("nickname")
        picture = try record.optionalText("picture")
        givenName = try record.optionalText("given_name")
        familyName = try record.optionalText("family_name")
        attributes = try record.object("attributes")
        identities = try record.things("identities")
        userMetadata = try record.object("user_metadata")
        appMetadata = try record.object("app_metadata")
        isBlocked = try record.flag("blocked")
        password = try PasswordCredential(record)
        updatedAt = try record.instant("updated_at")
        lastLogin = try record.optionalInstant("last_login")
        lastIP = try record.optionalText("last_ip")
        loginsCount = try record.integer("logins_count")
        lastPasswordReset = try record.optionalInstant("last_password_reset")
        roles = try record.texts("roles")
        kept = try record.object("kept")
    }
}

extension PasswordCredential {
    fileprivate init?(_ record: RecordReader) throws(RecordFault) {
        if let text = try record.optionalText("password") {
            self = .plain(text)
        } else if let hash = try record.optionalText("password_hash") {
            self = .bcrypt(hash)
        } else {
            return nil
        }
    }
}

extension UserIdentity: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("provider", provider.rawValue)
        writer.put("connection", connection)
        writer.put("user_id", userID)
        writer.put("isSocial", isSocial)
        writer.put("access_token", accessToken)
        writer.put("access_token_secret", accessTokenSecret)
        writer.put("refresh_token", refreshToken)
        writer.put("expires_in", expiresInSeconds)
        profileData.map { writer.put("profileData", JSONValue.object($0)) }
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        self.init(
            provider: try record.word("provider"),
            connection: try record.text("connection"),
            userID: try record.text("user_id"),
            isSocial: try record.flag("isSocial")
        )
        accessToken = try record.optionalText("access_token")
        accessTokenSecret = try record.optionalText("access_token_secret")
        refreshToken = try record.optionalText("refresh_token")
        expiresInSeconds = try record.optionalInteger("expires_in")
        profileData = try record.optionalObject("profileData")
    }
}
