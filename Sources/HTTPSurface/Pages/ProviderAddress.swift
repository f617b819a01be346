import TenantModel

/// The address of the local page that stands in for an identity provider.
enum ProviderAddress {
    static func of(_ connection: String, state: String) -> String {
        "/_understudy/provider/\(PercentEncoding.encode(connection))?state=\(PercentEncoding.encode(state))"
    }
}
