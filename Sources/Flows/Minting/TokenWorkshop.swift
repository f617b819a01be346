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
        switch order.kind {
        case .id: try await idToken(order, for: try client(order.client))
        case .delegation: try await delegation(order)
        case .management: try management(order)
        case .access: try await access(order)
        case .refresh: try await refresh(order)
        }
    }

    private func instant(_ order: TokenOrder) -> Timestamp { order.at ?? world.clock.now }

    private func idToken(_ order: TokenOrder, for client: Client) async throws -> Product {
        let claims = IDTokenClaims(on: try await occasion(order, client), issuer: world.directory.issuer)
        return try jwt(claims, for: client, order)
    }

    /// As `/delegation` makes it: for the target, signed with the target's key, naming who asked.
    private func delegation(_ order: TokenOrder) async throws -> Product {
        let source = try client(order.client)
        guard let name = order.target else { throw OAuthError.invalidRequest("A delegation token needs a target") }
        let target = try client(name)
        var claims = IDTokenClaims(on: try await occasion(order, target), issuer: world.directory.issuer)
        claims.authorizedParty = source.id
        return try jwt(claims, for: target, order)
    }

    private func client(_ text: String) throws(OAuthError) -> Client {
        let clients = world.directory.clients
        if let client = clients.first(where: { $0.name == text }) ?? world.directory.client(Identifier(text)) {
            return client
        }
        let names = clients.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw .invalidRequest("No client has the name or id \"\(text)\"; there are \(names)")
    }

    private func occasion(_ order: TokenOrder, _ client: Client) async throws -> TokenMint.Occasion {
        guard let name = order.user else { throw OAuthError.invalidRequest("A token of a user needs a user") }
        let state = try await world.store.state()
        let candidates = world.directory.connections.compactMap { state.user(named: name, in: $0.name) }
        guard let user = state.user(Identifier(name)) ?? candidates.first else {
            throw OAuthError.invalidRequest("No user has the e-mail address or user_id \"\(name)\"")
        }
        let login = Login(
            user: user.id,
            connection: user.connection,
            profile: LoginRecord.profile(of: user, for: client.id, in: state, at: world.clock.now),
            authenticatedAt: instant(order)
        )
        let pipeline: Pipeline = client.isConformant ? .conformant : .legacy
        return .init(login: login, client: client, scope: order.scope, pipeline: pipeline, at: instant(order))
    }

    private func jwt(_ claims: IDTokenClaims, for client: Client, _ order: TokenOrder) throws -> Product {
        let signer = try TenantSigner(world.directory).signer(for: client)
        return try finish(claims.object, signer, order, expiresAt: claims.expiresAt)
    }

    /// The self-built token of the old Management API (authentication API §17.10).
    private func management(_ order: TokenOrder) throws -> Product {
        let issuedAt = instant(order)
        let expiresAt = issuedAt + .seconds(36000)
        var scopes = JSONObject()
        for word in order.scope.words {
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
        return try finish(claims, signer, order, expiresAt: expiresAt)
    }

    private func finish(
        _ claims: JSONObject,
        _ signer: JWTSigner,
        _ order: TokenOrder,
        expiresAt: Timestamp
    ) throws -> Product {
        guard let defect = order.defect else { return Product(token: signer.mint(claims), expiresAt: expiresAt) }
        let forger = Forger(signer: signer, keys: try TenantSigner(world.directory).keys)
        return Product(token: try forger.token(claims, with: defect, at: instant(order)), expiresAt: expiresAt)
    }

    private func access(_ order: TokenOrder) async throws -> Product {
        var order = order
        switch order.defect {
        case nil: break
        case .expired: order.at = instant(order) - AccessToken.lifetime
        default: throw OAuthError.invalidRequest("An opaque access token can have the defect \"expired\" only")
        }
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        let occasion = try await occasion(order, try client(order.client))
        let issued = try await TokenMint(in: world).issue(wanted, on: occasion)
        return Product(token: issued.accessToken ?? "", expiresAt: occasion.instant + AccessToken.lifetime)
    }

    private func refresh(_ order: TokenOrder) async throws -> Product {
        guard order.defect == nil else { throw OAuthError.invalidRequest("A refresh token can have no defect") }
        var wanted = TokenMint.Wanted()
        wanted.refreshToken = true
        wanted.device = "Understudy"
        let issued = try await TokenMint(in: world).issue(
            wanted,
            on: try await occasion(order, try client(order.client))
        )
        return Product(token: issued.refreshToken ?? "", expiresAt: nil)
    }
}
