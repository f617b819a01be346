import Tokens
package import TenantModel
package import World

/// Makes a token of any kind without a login, or a named bad one.
package struct TokenWorkshop {
    package struct Product: Sendable {
        package let token: String
        /// Nil for refresh tokens, which do not end.
        package let expiresAt: Timestamp?
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Throws: `invalid_request` naming what is unknown, or a defect that kind of token cannot have.
    package func make(_ order: TokenOrder) async throws -> Product {
        let now = order.at ?? world.clock.now
        switch order.kind {
        case .id:
            let client = try client(order.client)
            return try jwt(claims(order, try await login(order, client, now), for: client, at: now), client, order, now)
        case .delegation:
            let source = try client(order.client)
            guard let name = order.target else { throw OAuthError.invalidRequest("A delegation token needs a target") }
            let target = try client(name)
            var claims = claims(order, try await login(order, target, now), for: target, at: now)
            claims.authorizedParty = source.id
            return try jwt(claims, target, order, now)
        case .management: return try management(order, now)
        case .access: return try await access(order, now)
        case .refresh: return try await refresh(order, now)
        }
    }

    private func client(_ text: String) throws(OAuthError) -> Client {
        let clients = world.directory.clients
        if let client = clients.first(where: { $0.name == text }) ?? world.directory.client(Identifier(text)) {
            return client
        }
        let names = clients.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw .invalidRequest("No client has the name or id \"\(text)\"; there are \(names)")
    }

    private func login(_ order: TokenOrder, _ client: Client, _ now: Timestamp) async throws -> Login {
        guard let name = order.user else { throw OAuthError.invalidRequest("A token of a user needs a user") }
        let state = try await world.store.snapshot()
        let candidates = world.directory.connections.compactMap { state.user(named: name, in: $0.name) }
        guard let user = state.user(Identifier(name)) ?? candidates.first else {
            throw OAuthError.invalidRequest("No user has the e-mail address or user_id \"\(name)\"")
        }
        return Login(
            user: user.id,
            connection: user.connection,
            profile: LoginRecord.profile(of: user, for: client.id, in: state),
            authenticatedAt: now
        )
    }

    private func claims(_ order: TokenOrder, _ login: Login, for client: Client, at now: Timestamp) -> IDTokenClaims {
        let pipeline: Pipeline = client.isConformant ? .conformant : .legacy
        return IDTokenClaims(
            issuer: world.directory.issuer,
            subject: login.user,
            audience: client.id,
            issuedAt: now,
            lifetime: client.jwtConfiguration.lifetime,
            pipeline: pipeline,
            additional: pipeline == .legacy
                ? ScopeClaims.legacy(login.profile, scope: order.scope, redefined: client.jwtConfiguration.scopes)
                : ScopeClaims.conformant(login.profile, scope: order.scope)
        )
    }

    private func jwt(_ claims: IDTokenClaims, _ client: Client, _ order: TokenOrder, _ now: Timestamp) throws -> Product
    {
        let signer = try TenantSigner(world.directory).signer(for: client)
        let keyID =
            client.jwtConfiguration.algorithm == .rs256 ? try TenantSigner(world.directory).keys.current.id : nil
        return try finish(claims.object, signer, keyID, order, now, expiresAt: claims.expiresAt)
    }

    /// The self-built token of the old Management API (authentication API §17.10).
    private func management(_ order: TokenOrder, _ now: Timestamp) throws -> Product {
        let expiry = now + .seconds(36000)
        var scopes = JSONObject()
        for word in order.scope.words {
            let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let actions = scopes[parts[1]]?.object?["actions"]?.elements ?? []
            scopes[parts[1]] = ["actions": .array(actions + [.string(parts[0])])]
        }
        let claims: JSONObject = [
            "aud": .string(world.directory.globalClient.id.rawValue), "scopes": .object(scopes),
            "iat": .integer(now.numericDate), "exp": .integer(expiry.numericDate),
            "jti": .string(world.identifiers.next(.jti)),
        ]
        let signer = JWTSigner(try HMACKey(of: world.directory.globalClient))
        return try finish(claims, signer, nil, order, now, expiresAt: expiry)
    }

    private func finish(
        _ claims: JSONObject,
        _ signer: JWTSigner,
        _ keyID: String?,
        _ order: TokenOrder,
        _ now: Timestamp,
        expiresAt: Timestamp
    ) throws -> Product {
        guard let defect = order.defect else { return Product(token: signer.mint(claims), expiresAt: expiresAt) }
        let forger = Forger(signer: signer, keyID: keyID, keys: try TenantSigner(world.directory).keys)
        return Product(token: try forger.token(claims, with: defect, at: now), expiresAt: expiresAt)
    }

    private func access(_ order: TokenOrder, _ now: Timestamp) async throws -> Product {
        let client = try client(order.client)
        let login = try await login(order, client, now)
        let pipeline: Pipeline = client.isConformant ? .conformant : .legacy
        let start: Timestamp
        switch order.defect {
        case nil: start = now
        case .expired: start = now - AccessToken.lifetime
        default: throw OAuthError.invalidRequest("An opaque access token can have the defect \"expired\" only")
        }
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        let issued = try await TokenMint(in: world).issue(
            wanted,
            login: login,
            client: client,
            scope: order.scope,
            pipeline: pipeline,
            at: start
        )
        return Product(token: issued.accessToken ?? "", expiresAt: start + AccessToken.lifetime)
    }

    private func refresh(_ order: TokenOrder, _ now: Timestamp) async throws -> Product {
        guard order.defect == nil else { throw OAuthError.invalidRequest("A refresh token can have no defect") }
        let client = try client(order.client)
        var wanted = TokenMint.Wanted()
        wanted.refreshTokenDevice = "Understudy"
        let issued = try await TokenMint(in: world).issue(
            wanted,
            login: try await login(order, client, now),
            client: client,
            scope: order.scope,
            pipeline: .legacy,
            at: now
        )
        return Product(token: issued.refreshToken ?? "", expiresAt: nil)
    }
}
