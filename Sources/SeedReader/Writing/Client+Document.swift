import TenantModel

extension Client {
    /// An item of `clients` (Management API §10.3).
    ///
    /// What depends on the era is always said.
    func document(_ names: SeedNames) -> JSONObject {
        JSONObject(given: [
            "name": .string(name),
            "client_id": .string(id.rawValue),
            "client_secret": .string(secret),
            "description": .given(description),
            "app_type": .given(appType),
            "logo_uri": .given(logoURI),
            "is_first_party": isFirstParty ? nil : false,
            "oidc_conformant": .bool(isConformant),
            "callbacks": .given(callbacks),
            "allowed_origins": .given(allowedOrigins),
            "web_origins": .given(webOrigins),
            "allowed_logout_urls": .given(allowedLogoutURLs),
            "allowed_clients": .given(allowedClients.map { names.word(for: $0) }),
            "grant_types": grantTypes.map { .texts($0.map(\.rawValue)) },
            "jwt_configuration": .object(jwtConfiguration.document),
            "refresh_token": .given(refreshTokens.document),
            "sso": .given(on: usesSingleSignOn),
            "sso_disabled": .given(on: disablesSingleSignOn),
            "token_endpoint_auth_method": .given(tokenEndpointAuthMethod?.rawValue),
            // Its longer name is among what is kept, and goes first.
            "cross_origin_auth": .given(on: crossOriginAuthentication && kept["cross_origin_authentication"] == nil),
            "addons": .given(addons),
            "client_metadata": .given(metadata),
        ]).followed(by: kept)
    }

    /// `globalClient` (seed format E2).
    var globalDocument: JSONObject {
        [
            "client_id": .string(id.rawValue),
            "client_secret": .string(secret),
            "secret_encoded": .bool(jwtConfiguration.secretEncoded),
        ]
    }
}

extension JWTConfiguration {
    fileprivate var document: JSONObject {
        JSONObject(given: [
            "lifetime_in_seconds": .seconds(lifetime),
            "secret_encoded": .bool(secretEncoded),
            "alg": .string(algorithm.rawValue),
            "scopes": .given(scopes),
        ])
    }
}

extension RefreshTokenPolicy {
    /// Empty for tokens that stay what they are, for ever.
    fileprivate var document: JSONObject {
        guard self != RefreshTokenPolicy() else { return [:] }
        // A token that rotates has to expire in name, whatever its lifetimes.
        let expires = isRotating || lifetime != nil || idleLifetime != nil
        return JSONObject(given: [
            "rotation_type": isRotating ? "rotating" : "non-rotating",
            "expiration_type": expires ? "expiring" : "non-expiring",
            "leeway": .seconds(leeway),
            "token_lifetime": lifetime.map(JSONValue.seconds),
            "idle_token_lifetime": idleLifetime.map(JSONValue.seconds),
            "infinite_token_lifetime": .given(on: expires && lifetime == nil),
            "infinite_idle_token_lifetime": .given(on: expires && idleLifetime == nil),
        ])
    }
}
