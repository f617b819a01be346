import TenantModel

/// What a seed need not say, by its years (seed format E3).
extension Era {
    var encodesSecrets: Bool { self != .modern }
    var algorithm: SignatureAlgorithm { self == .modern ? .rs256 : .hs256 }
    var isConformant: Bool { self == .modern }

    /// Nil: clients of those years were made before the setting.
    var grantTypes: [GrantType]? {
        self == .modern ? [.authorizationCode, .implicit, .refreshToken, .clientCredentials] : nil
    }

    /// `tenant.flags` of old behaviour.
    var flags: JSONObject {
        let isOld = JSONValue.bool(self != .modern)
        return [
            "allow_legacy_delegation_grant_types": isOld,
            "allow_legacy_ro_grant_types": isOld,
            "allow_legacy_tokeninfo_endpoint": isOld,
            "enable_legacy_profile": isOld,
            "enable_idtoken_api2": isOld,
        ]
    }
}
