import TenantModel

/// The defaults of each era.
extension Era {
    var encodesSecrets: Bool { self != .modern }
    var algorithm: SignatureAlgorithm { self == .modern ? .rs256 : .hs256 }
    var isConformant: Bool { self == .modern }

    /// The grant types of a client without `grant_types`; nil means every grant, as for clients older than this
    /// setting.
    var grantTypes: [GrantType]? {
        self == .modern ? [.authorizationCode, .implicit, .refreshToken, .clientCredentials] : nil
    }

    /// The defaults of `tenant.flags`.
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
