import TenantModel

/// Every stored thing as JSON, member by member: what the digest hashes.

extension Optional where Wrapped == String {
    fileprivate var json: JSONValue { map(JSONValue.string) ?? .null }
}

extension Timestamp {
    fileprivate var json: JSONValue { .integer(Int(milliseconds)) }
}

extension User {
    var record: JSONObject {
        var record: JSONObject = [
            "id": .string(id.rawValue), "connection": .string(connection), "email": email.json,
            "email_verified": .bool(emailVerified), "username": username.json, "phone_number": phoneNumber.json,
            "phone_verified": phoneVerified.map(JSONValue.bool) ?? .null, "name": name.json, "nickname": nickname.json,
            "picture": picture.json, "given_name": givenName.json, "family_name": familyName.json,
            "attributes": .object(attributes), "identities": .array(identities.map { .object($0.record) }),
            "user_metadata": .object(userMetadata), "app_metadata": .object(appMetadata), "blocked": .bool(isBlocked),
            "created_at": createdAt.json, "updated_at": updatedAt.json, "last_login": lastLogin?.json ?? .null,
            "last_ip": lastIP.json, "logins_count": .integer(loginsCount),
            "last_password_reset": lastPasswordReset?.json ?? .null,
            "roles": .array(roles.map(JSONValue.string)), "kept": .object(kept),
        ]
        switch password {
        case nil: break
        case .plain(let text): record["password"] = .string(text)
        case .bcrypt(let hash): record["password_hash"] = .string(hash)
        }
        return record
    }
}

extension UserIdentity {
    fileprivate var record: JSONObject {
        [
            "provider": .string(provider.rawValue), "connection": .string(connection), "user_id": .string(userID),
            "isSocial": .bool(isSocial), "access_token": accessToken.json,
            "access_token_secret": accessTokenSecret.json,
            "refresh_token": refreshToken.json, "expires_in": expiresInSeconds.map(JSONValue.integer) ?? .null,
            "profileData": profileData.map(JSONValue.object) ?? .null,
        ]
    }
}

extension DeviceCredential {
    var record: JSONObject {
        var record: JSONObject = [
            "id": .string(id.rawValue), "type": .string(kind.rawValue), "user": .string(user.rawValue),
            "client": .string(client.rawValue), "device_name": deviceName.json, "connection": connection.json,
            "secret": .string(secret),
            "scope": .string(scope.description), "audience": audience.json, "device_id": deviceID.json,
            "created_at": createdAt.json,
        ]
        if begunAt != createdAt { record["begun_at"] = begunAt.json }
        if family != id { record["family"] = .string(family.rawValue) }
        record["replaced_at"] = replacedAt?.json
        if !successors.isEmpty { record["successors"] = .array(successors.map { .string($0.rawValue) }) }
        record["expires_at"] = expiresAt?.json
        return record
    }
}

extension Session {
    var record: JSONObject {
        [
            "id": .string(id), "user": .string(user.rawValue), "connection": .string(connection),
            "authenticated_at": authenticatedAt.json, "used_at": usedAt.json,
            "clients": .array(clients.map { .string($0.rawValue) }),
        ]
    }
}

extension AuthorizationRequest {
    fileprivate var record: JSONValue {
        ["parameters": .object(parameters), "pipeline": .string(pipeline.rawValue), "to": .string(target.redirectURI)]
    }
}

extension Login {
    fileprivate var record: JSONValue {
        var record: JSONObject = [
            "user": .string(user.rawValue), "connection": .string(connection), "profile": .object(profile),
            "authenticated_at": authenticatedAt.json,
        ]
        if passedSecondFactor { record["mfa"] = true }
        if shaping != .none { record["shaping"] = .object(shaping.record) }
        return .object(record)
    }
}

extension TokenShaping {
    /// Without `origins`, which say why and not what.
    fileprivate var record: JSONObject {
        var words = JSONObject()
        for (word, attributes) in scopes.sorted(by: { $0.key < $1.key }) {
            words[word] = .array(attributes.map(JSONValue.string))
        }
        var record: JSONObject = [
            "scopes": .object(words),
            "lifetime_seconds": lifetime.map { .integer(Int($0.components.seconds)) } ?? .null,
            "id_token": .object(idTokenClaims), "access_token_scope": (accessTokenScope?.description).json,
        ]
        if !addonConfiguration.isEmpty { record["addons"] = .object(addonConfiguration) }
        return record
    }
}

extension PausedLogin {
    var record: JSONObject {
        var record: JSONObject = [
            "state": .string(state), "request": request.record, "user": .string(user.rawValue),
            "connection": .string(connection), "authenticated_at": authenticatedAt.json,
            "session": session.id.json, "expires_at": expiresAt.json,
        ]
        switch session {
        case .resume: record["resumes"] = true
        case .begin(_, let previous): record["replaces"] = previous.json
        }
        if case .secondFactor(let login, let provider) = reason {
            record["login"] = login.record
            record["provider"] = .string(provider)
        }
        return record
    }
}

extension PendingLogin {
    var record: JSONObject {
        [
            "state": .string(state), "request": request.record, "browser": .string(browser), "csrf": .string(csrf),
            "expires_at": expiresAt.json,
        ]
    }
}

extension ProviderAnswer {
    var record: JSONObject {
        [
            "code": .string(code), "state": .string(state), "connection": .string(connection),
            "user": .string(user.rawValue), "expires_at": expiresAt.json,
        ]
    }
}

extension LoginTicket {
    var record: JSONObject {
        [
            "sid": .string(sid), "user": .string(user.rawValue), "connection": .string(connection),
            "request": request.record, "expires_at": expiresAt.json,
        ]
    }
}

extension AuthorizationCode {
    var record: JSONObject {
        ["value": .string(value), "request": request.record, "login": login.record, "expires_at": expiresAt.json]
    }
}

extension AccessToken {
    var record: JSONObject {
        [
            "value": .string(value), "client": .string(client.rawValue), "pipeline": .string(pipeline.rawValue),
            "scope": .string(scope.description), "login": login.record, "expires_at": expiresAt.json,
            "ended": .bool(hasEnded),
        ]
    }
}

extension IssuedIDToken {
    var record: JSONObject {
        [
            "ordinal": .integer(ordinal), "user": .string(user.rawValue), "client": .string(client.rawValue),
            "expires_at": expiresAt.json,
        ]
    }
}
