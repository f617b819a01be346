/// Names that other tools use for keys of a seed.
///
/// They are tried before similar names, because they are certain.
enum KeyAliases {
    /// The keys, or dotted paths, that `written` may mean in a map with these keys.
    static func meanings(of written: String, in table: KeyTable) -> [String] {
        (meanings[written] ?? []).filter { meaning in
            meaning.split(separator: ".").first.map { table[String($0)] != nil } ?? false
        }
    }

    private static let meanings: [String: [String]] = [
        "redirect_uris": ["callbacks"],
        "callback_urls": ["callbacks"],
        "callback_url": ["callbacks"],
        "logout_urls": ["allowed_logout_urls"],
        "post_logout_redirect_uris": ["allowed_logout_urls"],
        "cors": ["allowed_origins", "web_origins"],
        "allowed_cors_origins": ["allowed_origins", "web_origins"],
        "allowed_apps": ["allowed_clients"],
        "allowedApps": ["allowed_clients"],
        "secret": ["client_secret"],
        "clientSecret": ["client_secret"],
        "jwt_expiration": ["jwt_configuration.lifetime_in_seconds"],
        "id_token_lifetime": ["jwt_configuration.lifetime_in_seconds"],
        "lifetime": ["lifetime_in_seconds"],
        "oauth_clients": ["clients"],
        "applications": ["clients"],
        "apis": ["resourceServers"],
        "metadata": ["user_metadata", "app_metadata"],
        "rules_configs": ["rulesConfigs"],
        "client_grants": ["clientGrants"],
        "resource_servers": ["resourceServers"],
        "account_name": ["accountName"],
        "storage_access_key": ["storageAccessKey"],
        "container_name": ["containerName"],
        "blob_name": ["blobName"],
        "provider_id": ["providerId"],
        "key_id": ["keyId"],
    ]
}
