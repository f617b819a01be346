import TenantModel
package import World

/// Which grants `/oauth/token` serves.
package enum Grants {
    package static func redeem(
        _ parameters: Parameters,
        basic: BasicCredentials?,
        by caller: Caller,
        in world: World
    ) async throws -> TokenResponse {
        guard let name = try parameters.text("grant_type") else { throw OAuthError.unsupportedGrantType("undefined") }
        let type = GrantType(rawValue: name)
        guard let grant = all(in: world)[type] else {
            throw GrantType.known.contains(name)
                ? OAuthError.notEmulated("The grant type \(name)") : .unsupportedGrantType(name)
        }
        let named: (inout LogEntry) -> Void = { entry in
            let id = basic?.clientID ?? (try? parameters.text("client_id")).flatMap { $0 }
            entry.client = id.map { Identifier(String($0.prefix(200))) }
        }
        return try await LogBook(in: world, of: caller).noting(Swift.type(of: grant).failure, named) {
            let client = try ClientAuthentication.authenticate(parameters, basic: basic, in: world.directory)
            guard client.allows(type) else { throw OAuthError.grantNotAllowed(type, to: client) }
            return try await naming(client: client.id) { try await grant.redeem(parameters, from: client, by: caller) }
        }
    }

    private static func all(in world: World) -> [GrantType: any Grant] {
        [
            AuthorizationCodeGrant.type: AuthorizationCodeGrant(in: world),
            RefreshTokenGrant.type: RefreshTokenGrant(in: world),
        ]
    }
}
