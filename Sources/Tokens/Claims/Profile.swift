package import TenantModel

/// The normalised profile of a user: what rules change, and what id_token, `/userinfo` and `/tokeninfo` show.
///
/// A profile is open data in a fixed order; counters and times of logins are the store's and
/// do not travel.
package enum Profile {
    /// - Parameter showsProviderTokens: `identities[].access_token` travels, as it did until 2016-08-18.
    package static func of(
        _ user: User,
        for client: Identifier<Client>,
        showsProviderTokens: Bool
    ) -> JSONObject {
        var profile = JSONObject()
        // Each name once, so none is looked for: every login makes one of these.
        profile.reserveCapacity(16)
        profile.append("email", user.email.map(JSONValue.string))
        profile.append("username", user.username.map(JSONValue.string))
        if user.email != nil { profile.append("email_verified", .bool(user.emailVerified)) }
        profile.append("user_id", .string(user.id.rawValue))
        profile.append("clientID", .string(client.rawValue))
        profile.append("picture", user.picture.map(JSONValue.string))
        profile.append("nickname", user.nickname.map(JSONValue.string))
        profile.append("identities", .array(user.identities.map { identity($0, showsTokens: showsProviderTokens) }))
        profile.append("updated_at", .string(user.updatedAt.rfc3339))
        profile.append("created_at", .string(user.createdAt.rfc3339))
        profile.append("name", user.name.map(JSONValue.string))
        profile.append("given_name", user.givenName.map(JSONValue.string))
        profile.append("family_name", user.familyName.map(JSONValue.string))
        profile.append("phone_number", user.phoneNumber.map(JSONValue.string))
        profile.append("phone_verified", user.phoneVerified.map(JSONValue.bool))
        for member in user.attributes.members where profile[member.name] == nil { profile[member.name] = member.value }
        if !user.userMetadata.isEmpty { profile["user_metadata"] = .object(user.userMetadata) }
        if !user.appMetadata.isEmpty { profile["app_metadata"] = .object(user.appMetadata) }
        return profile
    }

    /// `identities` as everybody but rules may see them.
    package static func withoutProviderTokens(_ identities: JSONValue) -> JSONValue {
        guard let elements = identities.elements else { return identities }
        return .array(
            elements.map { identity in
                guard var shown = identity.object else { return identity }
                for name in ["access_token", "access_token_secret", "refresh_token", "expires_in"] { shown[name] = nil }
                return .object(shown)
            }
        )
    }

    private static func identity(_ identity: UserIdentity, showsTokens: Bool) -> JSONValue {
        var shown = JSONObject()
        if showsTokens {
            shown.append("access_token", identity.accessToken.map(JSONValue.string))
            shown.append("access_token_secret", identity.accessTokenSecret.map(JSONValue.string))
            shown.append("refresh_token", identity.refreshToken.map(JSONValue.string))
            shown.append("expires_in", identity.expiresInSeconds.map(JSONValue.integer))
        }
        shown.append("user_id", .string(identity.userID))
        shown.append("provider", .string(identity.provider.rawValue))
        shown.append("connection", .string(identity.connection))
        shown.append("isSocial", .bool(identity.isSocial))
        shown.append("profileData", identity.profileData.map(JSONValue.object))
        return .object(shown)
    }
}

extension JSONObject {
    /// The same members, those named in `names` first and in that order.
    package func ordered(first names: [String]) -> JSONObject {
        var ordered = JSONObject()
        for name in names { ordered[name] = self[name] }
        for member in members where ordered[member.name] == nil { ordered[member.name] = member.value }
        return ordered
    }
}
