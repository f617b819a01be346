import TenantModel

extension User {
    /// The user as an item of `users`.
    func document(_ names: SeedNames) -> JSONObject {
        let said = JSONObject(given: [
            "user_id": .string(id.rawValue),
            "connection": .string(connection),
            "email": .given(email),
            "email_verified": .given(on: emailVerified),
            "username": .given(username),
            "phone_number": .given(phoneNumber),
            "phone_verified": phoneVerified.map(JSONValue.bool),
            "password": .given(password?.plainText),
            "password_hash": .given(password?.hash),
            "name": .given(name),
            "nickname": .given(nickname),
            "given_name": .given(givenName),
            "family_name": .given(familyName),
            "picture": .given(picture),
        ])
        let state = JSONObject(given: [
            "blocked": .given(on: isBlocked),
            "user_metadata": .given(userMetadata),
            "app_metadata": .given(appMetadata),
            "roles": .given(roles),
            "created_at": .given(createdAt),
            "updated_at": .given(updatedAt),
            "last_login": .given(lastLogin),
            "last_ip": .given(lastIP),
            "logins_count": loginsCount == 0 ? nil : .integer(loginsCount),
            "last_password_reset": .given(lastPasswordReset),
            "identities": isMadeOfItsID(names) ? nil : .documents(identities.map(\.document)),
        ])
        // The attributes of an identity provider are also in `kept`, which wins.
        return said.merging(state).merging(attributes).followed(by: kept)
    }

    /// True if the user has just the one identity that a reader derives from `user_id` and `connection`.
    private func isMadeOfItsID(_ names: SeedNames) -> Bool {
        guard email != nil || username != nil || phoneNumber != nil,
            let strategy = names.strategy(ofConnection: connection),
            strategy.kind != .social
        else { return false }
        let localPart = UserReader.localPart(of: id)
        let usual = UserIdentity(provider: strategy, connection: connection, userID: localPart, isSocial: false)
        return identities == [usual]
    }
}

extension PasswordCredential {
    fileprivate var plainText: String? {
        guard case .plain(let text) = self else { return nil }
        return text
    }

    fileprivate var hash: String? {
        guard case .bcrypt(let hash) = self else { return nil }
        return hash
    }
}

extension UserIdentity {
    fileprivate var document: JSONObject {
        // The reader removes one `provider|` from the id, so write it twice if the id itself begins with it.
        let hasPrefix = userID.hasPrefix("\(provider.rawValue)|")
        return JSONObject(given: [
            "connection": .string(connection),
            "user_id": .string(hasPrefix ? "\(provider.rawValue)|\(userID)" : userID),
            "isSocial": .bool(isSocial),
            "access_token": .given(accessToken),
            "access_token_secret": .given(accessTokenSecret),
            "refresh_token": .given(refreshToken),
            "expires_in": .given(expiresInSeconds),
            "profileData": profileData.map(JSONValue.object),
        ])
    }
}
