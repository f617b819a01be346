import TenantModel

extension Client {
    /// The client as an item of `clients`.
    ///
    /// Keys whose default depends on the era are always written.
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
            // The key `cross_origin_authentication` is in `kept`, and it wins where both are there.
            "cross_origin_auth": .given(on: crossOriginAuthentication && kept["cross_origin_authentication"] == nil),
            "addons": .given(addons),
            "client_metadata": .given(metadata),
        ]).followed(by: kept)
    }

    /// The seed key `globalClient`.
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
    /// Empty for the default policy: tokens neither rotate nor expire.
    fileprivate var document: JSONObject {
        guard self != RefreshTokenPolicy() else { return [:] }
        // `rotation_type: rotating` is valid only beside `expiration_type: expiring`, even with infinite lifetimes.
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
