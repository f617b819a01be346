package import TenantModel
import Tokens
package import World

/// Makes tokens for a login.
///
/// It saves everything that must be remembered in one unit of work, and signs after it.
package struct TokenMint {
    /// The login, client, scope and instant for which tokens are made.
    package struct Occasion: Sendable {
        package let login: Login
        package let client: Client
        package let scope: ScopeSet
        package let accessTokenScope: ScopeSet
        package let pipeline: Pipeline
        package let instant: Timestamp

        /// - Parameter accessTokenScope: nil for the same scope.
        package init(
            login: Login,
            client: Client,
            scope: ScopeSet,
            accessTokenScope: ScopeSet? = nil,
            pipeline: Pipeline,
            at instant: Timestamp
        ) {
            self.login = login
            self.client = client
            self.scope = scope
            self.accessTokenScope = accessTokenScope ?? scope
            self.pipeline = pipeline
            self.instant = instant
        }
    }

    /// What to make; nil and false mean: not this.
    package struct Wanted: Sendable {
        package var code: AuthorizationRequest?
        package var accessToken = false
        package var idToken = false
        package var refreshToken = false
        /// The device name of the refresh token.
        package var device: String?
        package var nonce: String?
        package var showsAuthTime = false
        /// The refresh token that is redeemed.
        ///
        /// It must still be good when the new tokens are saved; a rotating one is replaced in the same unit of work.
        package var refreshedFrom: DeviceCredential?

        package init() {}
    }

    package struct Issued: Sendable {
        package var code: String?
        package var accessToken: String?
        package var idToken: String?
        package var refreshToken: String?
        /// Nil if the refresh token does not expire.
        package var refreshTokenExpiry: Timestamp?
    }

    let world: World

    package init(in world: World) { self.world = world }

    package func issue(_ wanted: Wanted, on occasion: Occasion) async throws -> Issued {
        var issued = Issued()
        if wanted.code != nil { issued.code = world.identifiers.next(.authorizationCode) }
        if wanted.accessToken {
            let isLegacy = occasion.pipeline == .legacy
            issued.accessToken = world.identifiers.next(isLegacy ? .legacyAccessToken : .opaqueAccessToken)
        }
        let device = wanted.refreshToken ? credential(wanted, on: occasion) : nil
        (issued.refreshToken, issued.refreshTokenExpiry) = (device?.secret, device?.expiresAt)
        let fresh = wanted.refreshedFrom?.kind == .rotatingRefreshToken ? freshRefreshToken() : nil
        let claims = wanted.idToken ? claims(wanted, beside: issued, on: occasion) : nil
        try claims?.checkNumbers()
        if let successor = try await remember(
            issued,
            wanted,
            device,
            fresh,
            idTokenExpiry: claims?.expiresAt,
            on: occasion
        ) {
            (issued.refreshToken, issued.refreshTokenExpiry) = (successor.secret, successor.expiresAt)
        }
        issued.idToken = try claims.map { claims in
            try TenantSigner(world.directory).signer(for: occasion.client).mint(claims.object)
        }
        note(issued, idTokenExpiry: claims?.expiresAt, on: occasion)
        if let code = issued.code, let request = wanted.code {
            noteCode(code, of: request, on: occasion)
        }
        return issued
    }

    /// Adds the new tokens to the trail of tokens.
    private func note(_ issued: Issued, idTokenExpiry: Timestamp?, on occasion: Occasion) {
        func note(_ token: String?, _ kind: MintedToken.Kind, _ scope: ScopeSet, _ expiresAt: Timestamp?) {
            guard let token else { return }
            world.tokenTrail.append(
                MintedToken(
                    token,
                    kind: kind,
                    client: occasion.client.id,
                    pipeline: occasion.pipeline,
                    scope: scope,
                    login: occasion.login,
                    issuedAt: occasion.instant,
                    expiresAt: expiresAt
                )
            )
        }
        note(issued.idToken, .idToken, occasion.scope, idTokenExpiry)
        note(issued.accessToken, .accessToken, occasion.accessTokenScope, occasion.instant + AccessToken.lifetime)
        note(issued.refreshToken, .refreshToken, occasion.scope, issued.refreshTokenExpiry)
    }

    /// Adds the new code to the trail of codes, so that the refusal of a second use can explain itself.
    private func noteCode(_ value: String, of request: AuthorizationRequest, on occasion: Occasion) {
        let end = occasion.instant + AuthorizationCode.lifetime
        let code = AuthorizationCode(value: value, request: request, login: occasion.login, expiresAt: end)
        world.codeTrail.append(CodeEvent(.issued(until: end), code, at: occasion.instant))
    }

    /// Saves what was issued.
    ///
    /// - Returns: the token that replaced a rotating refresh token.
    private func remember(
        _ issued: Issued,
        _ wanted: Wanted,
        _ device: DeviceCredential?,
        _ fresh: Rotation.Fresh?,
        idTokenExpiry: Timestamp?,
        on occasion: Occasion
    ) async throws -> DeviceCredential? {
        let (login, client, now) = (occasion.login, occasion.client, occasion.instant)
        // A token may be minted at another instant than the tenant's; rows end at the tenant's.
        let tenantTime = world.clock.now
        // Return the refusal of a betrayed family: throwing it here would roll the family's end back.
        let used = try await world.store.transact { tenant -> Result<DeviceCredential?, Rotation.Refusal> in
            tenant.makeRoom(at: tenantTime)
            var successor: DeviceCredential?
            if let origin = wanted.refreshedFrom {
                switch tenant.spend(origin.id, under: client.refreshTokens, at: now, fresh: fresh) {
                case .success(let other): successor = other
                case .failure(let refusal): return .failure(refusal)
                }
            }
            if let value = issued.code, let request = wanted.code {
                let expiry = now + AuthorizationCode.lifetime
                tenant.save(AuthorizationCode(value: value, request: request, login: login, expiresAt: expiry))
            }
            if let value = issued.accessToken {
                tenant.save(
                    AccessToken(
                        value: value,
                        client: client.id,
                        pipeline: occasion.pipeline,
                        scope: occasion.accessTokenScope,
                        login: login,
                        expiresAt: now + AccessToken.lifetime
                    )
                )
            }
            if let device { tenant.save(device) }
            if let idTokenExpiry { tenant.noteIDToken(of: login.user, for: client.id, expiresAt: idTokenExpiry) }
            return .success(successor)
        }
        return try used.get()
    }

    private func freshRefreshToken() -> Rotation.Fresh {
        .init(id: Identifier(world.identifiers.next(.deviceCredential)), secret: world.identifiers.next(.refreshToken))
    }

    private func credential(_ wanted: Wanted, on occasion: Occasion) -> DeviceCredential {
        let fresh = freshRefreshToken()
        let policy = occasion.client.refreshTokens
        var credential = DeviceCredential(
            id: fresh.id,
            kind: policy.isRotating ? .rotatingRefreshToken : .refreshToken,
            user: occasion.login.user,
            client: occasion.client.id,
            deviceName: wanted.device,
            secret: fresh.secret,
            scope: occasion.scope,
            createdAt: occasion.instant
        )
        credential.connection = occasion.login.connection
        credential.authenticatedAt = occasion.login.authenticatedAt
        credential.showsAuthTime = wanted.showsAuthTime && occasion.pipeline == .conformant
        credential.sessionID = occasion.login.sessionID
        credential.expiresAt = policy.expiry(usedAt: occasion.instant, since: occasion.instant)
        return credential
    }

    private func claims(_ wanted: Wanted, beside issued: Issued, on occasion: Occasion) -> IDTokenClaims {
        var claims = IDTokenClaims(on: occasion, issuer: world.directory.issuer)
        claims.nonce = wanted.nonce
        if occasion.pipeline == .conformant {
            claims.accessTokenHash = issued.accessToken.map { AccessTokenHash.of($0) }
            claims.codeHash = issued.code.map { AccessTokenHash.of($0) }
            if wanted.showsAuthTime { claims.authenticatedAt = occasion.login.authenticatedAt }
            claims.sessionID = occasion.login.sessionID
        }
        return claims
    }

    func client(_ id: Identifier<Client>) throws(OAuthError) -> Client {
        guard let client = world.directory.client(id) else {
            throw .unknownClient(world.directory.noClient(called: id.rawValue))
        }
        return client
    }
}

extension IDTokenClaims {
    /// The claims of an id_token for that login and client.
    init(on occasion: TokenMint.Occasion, issuer: String) {
        let (login, client, scope) = (occasion.login, occasion.client, occasion.scope)
        self.init(
            issuer: issuer,
            subject: login.user,
            audience: client.id,
            issuedAt: occasion.instant,
            lifetime: login.shaping.lifetime ?? client.jwtConfiguration.lifetime,
            pipeline: occasion.pipeline,
            additional: occasion.pipeline == .legacy
                ? ScopeClaims.legacy(login.profile, scope: scope, redefined: login.redefinedScopes(of: client))
                : ScopeClaims.conformant(login.profile, scope: scope)
        )
        additional.merge(login.shaping.idTokenClaims)
        if login.passedSecondFactor { authenticationMethods = ["mfa"] }
    }
}

extension IDTokenClaims {
    /// Checks that no number in a claim would be rounded by readers of the token.
    ///
    /// - Throws: `server_error` that names the claim.
    func checkNumbers() throws(OAuthError) {
        if let place = additional.firstUnsafeNumber { throw .unsafeNumber(at: place) }
    }
}

extension Login {
    /// Scope words with a meaning of their own: the client's `jwt_configuration.scopes`, overridden by rules.
    func redefinedScopes(of client: Client) -> [String: [String]] {
        guard !shaping.scopes.isEmpty else { return client.jwtConfiguration.scopes }
        return client.jwtConfiguration.scopes.merging(shaping.scopes) { _, fromRules in fromRules }
    }
}
