package import TenantModel
package import World

/// The grants of `/oauth/token`.
package enum Grants {
    /// Authenticates the client and redeems the grant that `grant_type` names.
    ///
    /// - Parameter note: called, for the journal, if the secret came in another form than the registered one.
    package static func redeem(
        _ parameters: Parameters,
        basic: BasicCredentials?,
        by caller: Caller,
        in world: World,
        noting note: @Sendable (String) -> Void
    ) async throws -> TokenResponse {
        let named = parameters.namedClient(basic)
        let client = named.flatMap { world.directory.client($0)?.id }
        guard let name = try parameters.text("grant_type") else {
            throw OAuthError.unsupportedGrantType("undefined").about(client: client)
        }
        let type = GrantType(rawValue: name)
        guard let grant = all(in: world)[type] else {
            let refusal =
                GrantType.known.contains(name)
                ? OAuthError.notEmulated("The grant type \(name)", as: .unsupportedGrantType)
                : .unsupportedGrantType(name)
            throw refusal.about(client: client)
        }
        return try await LogBook(in: world, of: caller).noting(Swift.type(of: grant).failure, { $0.client = named }) {
            let client = try ClientAuthentication.authenticate(
                parameters,
                basic: basic,
                in: world.directory,
                noting: note
            )
            guard client.allows(type) else { throw OAuthError.grantNotAllowed(type, to: client) }
            return try await naming(client: client.id) { try await grant.redeem(parameters, from: client, by: caller) }
        }
    }

    /// `grant_types_supported` (RFC 8414 §2): the grants served here, and `implicit`, which `/authorize` serves.
    package static let supported: [GrantType] = [AuthorizationCodeGrant.type, .implicit, RefreshTokenGrant.type]

    private static func all(in world: World) -> [GrantType: any Grant] {
        [
            AuthorizationCodeGrant.type: AuthorizationCodeGrant(in: world),
            RefreshTokenGrant.type: RefreshTokenGrant(in: world),
        ]
    }
}
