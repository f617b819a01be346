import Tokens
package import TenantModel
package import World

/// Makes a token of any kind without a login; on request one with a named defect.
package struct TokenWorkshop {
    package struct Product: Sendable {
        package let token: String
        /// When the token ends; nil for a token without an end, and for every refresh token.
        package let expiresAt: Timestamp?
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// Makes the token.
    ///
    /// - Parameter caller: the caller that rules see.
    /// - Throws: `invalid_request` that names what is unknown, what that kind of token cannot have, or a defect that
    ///   would change nothing; what the rules say.
    package func make(_ order: TokenOrder, by caller: Caller = Caller()) async throws -> Product {
        try check(order)
        return switch order.kind {
        case .id: try await idToken(order, for: try client(order.client), caller)
        case .delegation: try await delegation(order, caller)
        case .management: try management(order)
        case .access: try await access(order, caller)
        case .refresh: try await refresh(order, caller)
        }
    }

    private func check(_ order: TokenOrder) throws(OAuthError) {
        let isOpaque = order.kind == .access || order.kind == .refresh
        guard !isOpaque || order.claims.isEmpty else {
            throw .invalidRequest("An opaque \(order.kind.rawValue) token holds no claims")
        }
        guard order.kind != .management || !order.runsRules else {
            throw .invalidRequest("No rule runs for a management token: it is of no user")
        }
        if let defect = order.defect, let claim = Forger.claims(of: defect).first(where: { order.claims[$0] != nil }) {
            throw .invalidRequest("The defect \"\(defect.rawValue)\" sets \(claim), so claims cannot: leave one out")
        }
        if let place = order.claims.firstUnsafeNumber {
            throw .invalidRequest(
                "claims.\(place) is a number beyond 2^53, which readers of a token round: write it as a string"
            )
        }
    }

    private func instant(_ order: TokenOrder) -> Timestamp { order.at ?? world.clock.now }

    private func idToken(_ order: TokenOrder, for client: Client, _ caller: Caller) async throws -> Product {
        let occasion = try await occasion(order, client, running: .authorizationCode, caller)
        let claims = IDTokenClaims(on: occasion, issuer: world.directory.issuer)
        return try jwt(claims, for: client, order)
    }

    /// An id_token as `/delegation` makes it: for the target, signed with its key, with the source in `azp`.
    private func delegation(_ order: TokenOrder, _ caller: Caller) async throws -> Product {
        let source = try client(order.client)
        guard let name = order.target else { throw OAuthError.invalidRequest("A delegation token needs a target") }
        let target = try client(name)
        let occasion = try await occasion(order, target, running: .delegation, from: source, caller)
        var claims = IDTokenClaims(on: occasion, issuer: world.directory.issuer)
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

    /// - Parameters:
    ///   - loginProtocol: `context.protocol` of rules.
    ///   - source: the client that delegates; nil if the client asks for itself.
    private func occasion(
        _ order: TokenOrder,
        _ client: Client,
        running loginProtocol: LoginProtocol,
        from source: Client? = nil,
        _ caller: Caller
    ) async throws -> TokenMint.Occasion {
        guard let name = order.user else { throw OAuthError.invalidRequest("A token of a user needs a user") }
        let state = try await world.store.state()
        let candidates = world.directory.connections.compactMap { state.user(named: name, in: $0.name) }
        guard let user = state.user(Identifier(name)) ?? candidates.first else {
            throw OAuthError.invalidRequest("No user has the e-mail address or user_id \"\(name)\"")
        }
        var login = Login(
            user: user.id,
            connection: user.connection,
            profile: LoginRecord.profile(of: user, for: client.id, in: state, at: world.clock.now),
            authenticatedAt: instant(order)
        )
        let pipeline: Pipeline = client.isConformant ? .conformant : .legacy
        if order.runsRules {
            var facts = LoginFacts(
                loginProtocol,
                client: source ?? client,
                pipeline: pipeline,
                scope: order.scope,
                caller: caller
            )
            facts.user = user
            if source != nil { facts.delegation = .init(target: client, presentedClaims: nil) }
            login = try await RulePipeline(in: world).run(facts, on: login, at: instant(order)).withoutBrowser()
        }
        return .init(login: login, client: client, scope: order.scope, pipeline: pipeline, at: instant(order))
    }

    private func jwt(_ claims: IDTokenClaims, for client: Client, _ order: TokenOrder) throws -> Product {
        try claims.checkNumbers()
        let signer = try TenantSigner(world.directory).signer(for: client)
        return try finish(claims.object, signer, order, expiresAt: claims.expiresAt)
    }

    private func management(_ order: TokenOrder) throws -> Product {
        let token = try ManagementToken.make(order.scope, at: instant(order), in: world) { try client(order.client) }
        return try finish(token.claims, token.signer, order, expiresAt: token.expiresAt)
    }

    private func finish(
        _ claims: JSONObject,
        _ signer: JWTSigner,
        _ order: TokenOrder,
        expiresAt: Timestamp
    ) throws -> Product {
        let claims = claims.merging(order.claims)
        let token: String
        if let defect = order.defect {
            let forger = Forger(signer: signer, keys: try TenantSigner(world.directory).keys)
            token = try forger.token(claims, with: defect, of: order.kind, at: instant(order))
        } else {
            token = signer.mint(claims)
        }
        // Read the end from the token: a claim or a defect may have changed it.
        let end = (try? CompactJWS(parsing: token))?.unverifiedClaims["exp"]?.integer
        let isUntouched = order.claims["exp"] == nil && order.defect == nil
        return Product(
            token: token,
            expiresAt: isUntouched ? expiresAt : end.flatMap(Timestamp.init(numericDate:))
        )
    }

    private func access(_ order: TokenOrder, _ caller: Caller) async throws -> Product {
        var order = order
        switch order.defect {
        case nil: break
        case .expired: order.at = instant(order) - AccessToken.lifetime - .seconds(Forger.farAway)
        default: throw OAuthError.invalidRequest("An opaque access token can have the defect \"expired\" only")
        }
        var wanted = TokenMint.Wanted()
        wanted.accessToken = true
        let occasion = try await occasion(order, try client(order.client), running: .authorizationCode, caller)
        let issued = try await TokenMint(in: world).issue(wanted, on: occasion)
        return Product(token: issued.accessToken ?? "", expiresAt: occasion.instant + AccessToken.lifetime)
    }

    private func refresh(_ order: TokenOrder, _ caller: Caller) async throws -> Product {
        guard order.defect == nil else { throw OAuthError.invalidRequest("A refresh token can have no defect") }
        var wanted = TokenMint.Wanted()
        wanted.refreshToken = true
        wanted.device = "Understudy"
        let issued = try await TokenMint(in: world).issue(
            wanted,
            on: try await occasion(order, try client(order.client), running: .authorizationCode, caller)
        )
        return Product(token: issued.refreshToken ?? "", expiresAt: issued.refreshTokenExpiry)
    }
}
