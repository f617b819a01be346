import TenantModel

extension User {
    /// The keys of an item of `users`.
    ///
    /// Only users of social and enterprise connections may have other keys: the attributes that their provider sends.
    static let seedKeys = KeyTable(ownKeys)
    static let seedKeysFromElsewhere = KeyTable(ownKeys, isOpen: true)

    private static let ownKeys: [KeyTable.Key] =
        [
            .key("user_id", .text(.nonEmpty)),
            .key("connection", .text(.nonEmpty)),
            .key("email", .text(.email)),
            .key("email_verified", .flag),
            .key("username", .text(.nonEmpty)),
            .key("phone_number", .text(.phone)),
            .key("phone_verified", .flag),
            .key("name", .text),
            .key("nickname", .text),
            .key("given_name", .text),
            .key("family_name", .text),
            .shown("picture", .text(.picture)),
            .key("locale", .text),
            .key("gender", .text),
            .key("blocked", .flag),
            .key("user_metadata", .data),
            .key("app_metadata", .data),
            .key("created_at", .instant),
            .key("updated_at", .instant),
            .key("last_login", .instant),
            .key("last_ip", .text),
            .key("logins_count", .integer(0...1_000_000_000, unit: "logins")),
            .key("last_password_reset", .instant),
            .key("password", .text),
            .key("password_hash", .text),
            .key("custom_password_hash", .map(PasswordCredential.customHashKeys)),
            .key("identities", .list(.map(UserIdentity.seedKeys))),
            .key("roles", .list(.text(.nonEmpty))),
            .kept("check_password_policy", .flag),
            .kept("mfa_factors", .list(.data)),
            .kept("multifactor", .list(.text)),
            .kept("organizations", .list(.text)),
            .kept(
                "permissions",
                .list(
                    .map(
                        KeyTable([
                            .key("resource_server_identifier", .text).required, .key("permission_name", .text).required,
                        ])
                    )
                )
            ),
            .kept("blocked_for", .list(.map(KeyTable([.key("identifier", .text), .key("ip", .text)])))),
        ]

    /// Keys that become root attributes without a property of their own.
    static let attributeNames = ["locale", "gender"]

    /// Names that the Management API does not allow in `app_metadata`.
    static let namesReservedInAppMetadata: Set<String> = [
        "__tenant", "_id", "blocked", "clientID", "created_at", "email_verified", "email", "globalClientID",
        "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount", "metadata", "multifactor_last_modified",
        "multifactor", "updated_at", "user_id",
    ]
}
