import TenantModel

/// The value that a user's row has for a member name of a profile.
///
/// The list need not be complete: `ProfileTemplate` writes out every value that is not found here.
extension User {
    func value(_ name: String) -> JSONValue? {
        switch name {
        case "user_id": .string(id.rawValue)
        case "email": email.map(JSONValue.string)
        case "username": username.map(JSONValue.string)
        case "picture": picture.map(JSONValue.string)
        case "nickname": nickname.map(JSONValue.string)
        case "created_at": .string(createdAt.rfc3339)
        case "name": self.name.map(JSONValue.string)
        case "given_name": givenName.map(JSONValue.string)
        case "family_name": familyName.map(JSONValue.string)
        case "phone_number": phoneNumber.map(JSONValue.string)
        case "user_metadata": .object(userMetadata)
        case "app_metadata": .object(appMetadata)
        default: attributes.isEmpty ? nil : attributes[name]
        }
    }
}

extension UserIdentity {
    func value(_ name: String) -> JSONValue? {
        switch name {
        case "user_id": .string(userID)
        case "access_token": accessToken.map(JSONValue.string)
        case "access_token_secret": accessTokenSecret.map(JSONValue.string)
        case "refresh_token": refreshToken.map(JSONValue.string)
        case "profileData": profileData.map(JSONValue.object)
        default: nil
        }
    }
}

extension JSONValue {
    /// Compares byte for byte.
    ///
    /// Swift's `==` takes some different texts for equal, and zero for minus zero.
    func isSpelled(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
        case (.string(let left), .string(let right)): left.isSpelled(as: right)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSpelled(as: $1) }
        case (.object(let left), .object(let right)):
            left.members.count == right.members.count
                && zip(left.members, right.members).allSatisfy { left, right in
                    left.name.isSpelled(as: right.name) && left.value.isSpelled(as: right.value)
                }
        default: false
        }
    }
}
