import TenantModel

/// Reads a user's profile, metadata and state.
extension UserReader {
    func readProfile(_ fields: Fields, into user: inout User, isFromElsewhere: Bool, strategy: Strategy) {
        // Databases and passwordless connections store addresses and user names in lower case.
        func folded(_ text: String?) -> String? { isFromElsewhere ? text : text?.lowercased() }
        user.email = folded(fields.text("email"))
        user.emailVerified = fields.flag("email_verified") ?? false
        user.username = folded(fields.text("username"))
        user.phoneNumber = fields.text("phone_number")
        user.phoneVerified = fields.flag("phone_verified")
        user.name = fields.text("name")
        user.nickname = fields.text("nickname")
        user.picture = fields.text("picture")
        user.givenName = fields.text("given_name")
        user.familyName = fields.text("family_name")
        for name in User.attributeNames { user.attributes[name] = fields.text(name).map(JSONValue.string) }
        if isFromElsewhere {
            for entry in fields.node.entries ?? [] where User.seedKeys[entry.key] == nil {
                guard !entry.key.hasPrefix("x-"), !entry.value.isNull else { continue }
                user.attributes[entry.key] = JSONValue(coreSchema: entry.value)
            }
        }
        user.fillProfileDefaults()
    }

    func readState(_ fields: Fields, into user: inout User) {
        user.userMetadata = metadata("user_metadata", of: fields, reserved: [])
        user.appMetadata = metadata("app_metadata", of: fields, reserved: User.namesReservedInAppMetadata)
        user.isBlocked = fields.flag("blocked") ?? false
        user.lastLogin = fields.instant("last_login")
        user.lastIP = fields.text("last_ip")
        user.loginsCount = fields.integer("logins_count") ?? 0
        user.lastPasswordReset = fields.instant("last_password_reset")
        user.kept = fields.kept(User.seedKeys)
        for role in fields.places("roles") {
            if knownRoles.contains(role.text) {
                user.roles.append(role.text)
            } else {
                let isRead = !reading.findings.isTooLongToRead
                let near = isRead ? NearestKey.nearest(to: role.text, among: roles.prefix(2000)) : nil
                reading.findings.report(
                    .danglingReference,
                    "no role is called \"\(role.text)\"\(near.map { "; nearest: \"\($0)\"" } ?? "")",
                    at: role.position,
                    role.path,
                    suggestion: near
                )
            }
        }
    }

    func metadata(_ key: String, of fields: Fields, reserved: Set<String>) -> JSONObject {
        for entry in fields.node(key)?.entries ?? [] {
            let fault: String? =
                if reserved.contains(entry.key) {
                    "\"\(entry.key)\" is reserved and cannot stand in \(key)"
                } else if entry.key.contains(".") || entry.key.hasPrefix("$") {
                    "a name in \(key) may not contain \".\" or begin with \"$\""
                } else { nil }
            guard let fault else { continue }
            reading.findings.report(.badValue, fault, at: entry.keyPosition, fields.path + key + entry.key)
        }
        return fields.data(key) ?? JSONObject()
    }
}
