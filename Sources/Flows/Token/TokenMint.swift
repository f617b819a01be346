package import TenantModel
import Tokens
package import World

/// Turns a login into tokens: what must be remembered is saved in one unit of work, signing happens after it.
package struct TokenMint {
    /// What one issue of tokens consists of; nil members are not given.
    package struct Wanted: Sendable {
        package var code: AuthorizationRequest?
        package var accessToken = false
        package var idToken = false
        /// The device that a refresh token is for.
        package var refreshTokenDevice: String?
        package var nonce: String?
        package var showsAuthTime = false

        package init() {}
    }

    package struct Issued: Sendable {
        package var code: String?
        package var accessToken: String?
        package var idToken: String?
        package var refreshToken: String?
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// The authorization response for a completed login (authentication API §3.3).
    package func respond(
        to request: AuthorizationRequest,
        login: Login,
        at now: Timestamp
    ) async throws -> AuthorizationResponse {
        let client = try client(request.client)
        let scope = GrantedScope(request)
        let isLegacy = request.pipeline == .legacy
        var wanted = Wanted()
        if request.responseType.code { wanted.code = request }
        wanted.accessToken = request.responseType.token
        wanted.idToken =
            request.responseType.idToken || isLegacy && request.responseType.token && scope.granted.asksForIDToken
        if isLegacy, wanted.accessToken, scope.granted.asksForRefreshToken {
            wanted.refreshTokenDevice = request.device
        }
        wanted.nonce = request.nonce
        wanted.showsAuthTime = request.maxAgeSeconds != nil
        let issued = try await issue(
            wanted,
            login: login,
            client: client,
            scope: scope.granted,
            pipeline: request.pipeline,
            at: now
        )
        var members = JSONObject()
        members["code"] = issued.code.map(JSONValue.string)
        if let token = issued.accessToken {
            members["access_token"] = .string(token)
            members["scope"] = scope.echo.map(JSONValue.string)
            members["expires_in"] = .integer(Int(AccessToken.lifetime.components.seconds))
        }
        if isLegacy {
            members["state"] = request.target.state.map(JSONValue.string)
            members["id_token"] = issued.idToken.map(JSONValue.string)
            members["refresh_token"] = issued.refreshToken.map(JSONValue.string)
            if issued.accessToken != nil { members["token_type"] = "Bearer" }
        } else {
            if issued.accessToken != nil { members["token_type"] = "Bearer" }
            members["state"] = request.target.state.map(JSONValue.string)
            members["id_token"] = issued.idToken.map(JSONValue.string)
        }
        return AuthorizationResponse(target: request.target, members: members)
    }

    package func issue(
        _ wanted: Wanted,
        login: Login,
        client: Client,
        scope: ScopeSet,
        pipeline: Pipeline,
        at now: Timestamp
    ) async throws -> Issued {
        var issued = Issued()
        if wanted.code != nil { issued.code = world.identifiers.next(.authorizationCode) }
        if wanted.accessToken {
            issued.accessToken = world.identifiers.next(pipeline == .legacy ? .legacyAccessToken : .opaqueAccessToken)
        }
        var device: DeviceCredential?
        if let name = wanted.refreshTokenDevice {
            device = credential(named: name, login: login, client: client.id, scope: scope, at: now)
            issued.refreshToken = device?.secret
        }
        let claims =
            wanted.idToken
            ? idTokenClaims(wanted, login, client, scope, pipeline, accessToken: issued.accessToken, at: now) : nil
        try await remember(
            wanted,
            issued,
            device,
            login,
            client,
            scope,
            pipeline,
            idTokenExpiry: claims?.expiresAt,
            at: now
        )
        issued.idToken = try claims.map { try TenantSigner(world.directory).signer(for: client).mint($0.object) }
        return issued
    }

    private func remember(
        _ wanted: Wanted,
        _ issued: Issued,
        _ device: DeviceCredential?,
        _ login: Login,
        _ client: Client,
        _ scope: ScopeSet,
        _ pipeline: Pipeline,
        idTokenExpiry: Timestamp?,
        at now: Timestamp
    ) async throws {
        try await world.store.transact { tenant in
            tenant.makeRoom(at: now)
            if let value = issued.code, let request = wanted.code {
                let expiry = now + AuthorizationCode.lifetime
                tenant.save(AuthorizationCode(value: value, request: request, login: login, expiresAt: expiry))
            }
            if let value = issued.accessToken {
                tenant.save(
                    AccessToken(
                        value: value,
                        client: client.id,
                        pipeline: pipeline,
                        scope: scope,
                        login: login,
                        expiresAt: now + AccessToken.lifetime
                    )
                )
            }
            if let device { tenant.save(device) }
            if let idTokenExpiry { tenant.noteIDToken(of: login.user, for: client.id, expiresAt: idTokenExpiry) }
        }
    }

    private func credential(
        named name: String,
        login: Login,
        client: Identifier<Client>,
        scope: ScopeSet,
        at now: Timestamp
    ) -> DeviceCredential {
        DeviceCredential(
            id: Identifier(world.identifiers.next(.deviceCredential)),
            kind: .refreshToken,
            user: login.user,
            client: client,
            deviceName: name,
            secret: world.identifiers.next(.refreshToken),
            scope: scope,
            createdAt: now
        )
    }

    private func idTokenClaims(
        _ wanted: Wanted,
        _ login: Login,
        _ client: Client,
        _ scope: ScopeSet,
        _ pipeline: Pipeline,
        accessToken: String?,
        at now: Timestamp
    ) -> IDTokenClaims {
        var claims = IDTokenClaims(
            issuer: world.directory.issuer,
            subject: login.user,
            audience: client.id,
            issuedAt: now,
            lifetime: client.jwtConfiguration.lifetime,
            pipeline: pipeline,
            additional: pipeline == .legacy
                ? ScopeClaims.legacy(login.profile, scope: scope, redefined: client.jwtConfiguration.scopes)
                : ScopeClaims.conformant(login.profile, scope: scope)
        )
        claims.nonce = wanted.nonce
        if pipeline == .conformant {
            claims.accessTokenHash = accessToken.map { AccessTokenHash.of($0) }
            if wanted.showsAuthTime { claims.authenticatedAt = login.authenticatedAt }
        }
        return claims
    }

    private func client(_ id: Identifier<Client>) throws(OAuthError) -> Client {
        guard let client = world.directory.client(id) else { throw .unauthorizedClient("invalid client") }
        return client
    }
}
