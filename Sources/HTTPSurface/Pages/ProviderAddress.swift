import TenantModel

/// Where a provider's stand-in lives.
enum ProviderAddress {
    static func of(_ connection: String, state: String) -> String {
        "/_understudy/provider/\(PercentEncoding.encode(connection))?state=\(PercentEncoding.encode(state))"
    }
}
