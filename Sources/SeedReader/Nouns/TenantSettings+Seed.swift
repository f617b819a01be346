import TenantModel

extension TenantSettings {
    /// The keys of `tenant`; lifetimes are hours.
    static let seedKeys = KeyTable(
        [
            .shown("friendly_name", .text),
            .shown("picture_url", .text(.shownURL)),
            .kept("support_email", .text(.shownEmail)),
            .kept("support_url", .text(.shownURL)),
            .key("default_directory", .text),
            .key("default_audience", .text),
            .key("allowed_logout_urls", .list(.text(.wildcardURL))),
            .key("session_lifetime", .amount(upTo: longestHours, unit: "hours")),
            .key("idle_session_lifetime", .amount(upTo: longestHours, unit: "hours")),
            .key("session_lifetime_in_minutes", .amount(upTo: longestHours * 60, unit: "minutes")),
            .key("idle_session_lifetime_in_minutes", .amount(upTo: longestHours * 60, unit: "minutes")),
            .key("flags", .map(flagKeys)),
        ]
            + KeyTable.Key.kept(
                ["ephemeral_session_lifetime", "idle_ephemeral_session_lifetime"],
                .amount(upTo: longestHours, unit: "hours")
            )
            + KeyTable.Key.kept(
                [
                    "session_cookie", "sessions", "oidc_logout", "error_page", "change_password", "guardian_mfa_page",
                    "device_flow", "universal_login", "mtls", "default_token_quota",
                ],
                .data
            )
            + KeyTable.Key.kept(
                ["enabled_locales", "sandbox_versions_available", "acr_values_supported"],
                .list(.text)
            )
            + KeyTable.Key.kept(["default_redirection_uri", "sandbox_version", "resource_parameter_profile"], .text)
            + KeyTable.Key.kept(
                [
                    "pushed_authorization_requests_supported", "customize_mfa_in_postlogin_action",
                    "allow_organization_name_in_authentication_api",
                    "skip_non_verifiable_callback_uri_confirmation_prompt",
                ],
                .flag
            )
    )

    /// A hundred years: a larger number is a wrong unit, and a much larger one would overflow.
    private static let longestHours = 876_000.0
    private static let suspiciousHours = 8760.0

    /// The keys of `tenant.flags`.
    private static let flagKeys = KeyTable(
        [
            "allow_legacy_delegation_grant_types", "allow_legacy_ro_grant_types", "allow_legacy_tokeninfo_endpoint",
            "enable_idtoken_api2", "revoke_refresh_token_grant",
        ].map { .key($0, .flag) }
            + [
                "enable_legacy_profile", "enable_pipeline2", "change_pwd_flow_v1",
                "enable_apis_section", "enable_client_connections", "disable_impersonation", "enable_sso",
                "allow_changing_enable_sso", "enable_public_signup_user_exists_error",
                "enable_dynamic_client_registration", "universal_login", "new_universal_login_experience_enabled",
                "use_scope_descriptions_for_consent", "disable_clickjack_protection_headers",
                "no_disclose_enterprise_connections", "enforce_client_authentication_on_passwordless_start",
                "enable_adfs_waad_email_verification", "enable_custom_domain_in_emails", "enable_legacy_logs_search_v2",
                "dashboard_log_streams_next", "dashboard_insights_view", "disable_fields_map_fix",
                "mfa_show_factor_list_on_enrollment", "remove_alg_from_jwks", "require_pushed_authorization_requests",
                "improved_signup_bot_detection_in_classic", "disable_management_api_sms_obfuscation",
                "trust_azure_adfs_email_verified_connection_property", "custom_domains_provisioning", "genai_trial",
            ].map { .shown($0, .flag) }
    )

    /// - Parameter era: gives the defaults of `flags`.
    init(seed fields: Fields?, era: Era, findings: Findings) {
        self.init()
        flags = era.flags
        guard let fields else { return }
        friendlyName = fields.text("friendly_name")
        pictureURL = fields.text("picture_url")
        supportEmail = fields.text("support_email")
        supportURL = fields.text("support_url")
        defaultDirectory = fields.text("default_directory")
        defaultAudience = fields.text("default_audience")
        allowedLogoutURLs = fields.texts("allowed_logout_urls") ?? []
        sessionLifetime = Self.lifetime("session_lifetime", in: fields, findings) ?? sessionLifetime
        idleSessionLifetime = Self.lifetime("idle_session_lifetime", in: fields, findings) ?? idleSessionLifetime
        flags.merge(fields.data("flags") ?? JSONObject())
        kept = fields.kept(Self.seedKeys)
    }

    private static func lifetime(_ key: String, in fields: Fields, _ findings: Findings) -> Duration? {
        if let minutes = fields.amount("\(key)_in_minutes"), minutes > 0, minutes <= longestHours * 60 {
            return .milliseconds(Int64(minutes * 60_000))
        }
        guard let hours = fields.amount(key), hours > 0, hours <= longestHours else { return nil }
        if hours > suspiciousHours {
            let message = "\(key) is \(hours) hours, more than a year; is it meant as minutes or seconds?"
            findings.report(.warning, .suspicious, message, at: fields.position(of: key), fields.path + key)
        }
        return .milliseconds(Int64(hours * 3_600_000))
    }
}

extension TextForm {
    /// An e-mail address that is only shown; it may be empty.
    fileprivate static let shownEmail = TextForm { $0.isEmpty ? nil : TextForm.email.fault($0) }
}
