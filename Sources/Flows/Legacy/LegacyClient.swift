package import TenantModel
package import World

/// Finds the client of a legacy call, which sends its `client_id` and no secret.
package enum LegacyClient {
    package static func client(
        _ parameters: Parameters,
        for path: String,
        in directory: TenantDirectory
    ) throws(OAuthError) -> Client {
        let id = try parameters.demanded("client_id")
        guard let client = directory.client(Identifier(id)) else {
            throw .unknownClient(directory.noClient(called: id))
        }
        guard !client.isConformant else {
            throw .invalidRequest("OIDC conformant clients cannot use \(path)")
                .because("\(client.name) has oidc_conformant: true, and \(path) is of the old pipeline")
                .about(client: client.id)
        }
        return client
    }
}
