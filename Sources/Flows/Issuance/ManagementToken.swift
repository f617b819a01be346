import Tokens
import TenantModel
import World

/// A token for the Management API.
///
/// It belongs to a client and to no user.
struct ManagementToken {
    let claims: JSONObject
    let signer: JWTSigner
    let expiresAt: Timestamp

    /// Makes a token of the kind that the tenant accepts.
    ///
    /// - Parameter client: the client that the token is issued to; used only if the tenant takes no self-signed tokens.
    static func make(
        _ scope: ScopeSet,
        at issuedAt: Timestamp,
        in world: World,
        for client: () throws -> Client
    ) throws -> ManagementToken {
        world.directory.legacy(at: world.clock.now).has(.selfSignedManagementToken)
            ? try selfSigned(scope, at: issuedAt, in: world)
            : try issued(to: try client(), scope, at: issuedAt, in: world)
    }

    /// A token signed with the global client's secret, as administrators built them by hand.
    private static func selfSigned(
        _ scope: ScopeSet,
        at issuedAt: Timestamp,
        in world: World
    ) throws -> ManagementToken {
        let expiresAt = issuedAt + .seconds(36000)
        var scopes = JSONObject()
        for word in scope.words {
            let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let actions = scopes[parts[1]]?.object?["actions"]?.elements ?? []
            scopes[parts[1]] = ["actions": .array(actions + [.string(parts[0])])]
        }
        let claims: JSONObject = [
            "aud": .string(world.directory.globalClient.id.rawValue), "scopes": .object(scopes),
            "iat": .integer(issuedAt.numericDate), "exp": .integer(expiresAt.numericDate),
            "jti": .string(world.identifiers.next(.jti)),
        ]
        let signer = JWTSigner(try HMACKey(of: world.directory.globalClient))
        return ManagementToken(claims: claims, signer: signer, expiresAt: expiresAt)
    }

    /// A token as the client credentials grant gives it.
    private static func issued(
        to client: Client,
        _ scope: ScopeSet,
        at issuedAt: Timestamp,
        in world: World
    ) throws -> ManagementToken {
        let expiresAt = issuedAt + AccessToken.lifetime
        let claims: JSONObject = [
            "iss": .string(world.directory.issuer), "sub": .string("\(client.id)@clients"),
            "aud": .string(world.directory.url("/api/v2/")), "iat": .integer(issuedAt.numericDate),
            "exp": .integer(expiresAt.numericDate), "azp": .string(client.id.rawValue),
            "scope": .string(scope.description), "gty": "client-credentials",
        ]
        let signer = try TenantSigner(world.directory).keys.current.signer
        return ManagementToken(claims: claims, signer: signer, expiresAt: expiresAt)
    }
}
