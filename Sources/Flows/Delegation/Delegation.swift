import TenantModel
import Tokens
package import World

/// `/delegation`: exchanges an id_token or a refresh token for a token that another client or service accepts.
///
/// For another client of the tenant this is an id_token signed with that client's key; for an add-on of a client it is
/// what the service behind it accepts. A delegation is not a login: it does not count in `logins_count` and begins no
/// session.
package struct Delegation {
    private let world: World

    package init(in world: World) { self.world = world }

    /// - Parameter parameters: `client_id`, `grant_type`, one of `id_token` and `refresh_token`; optional `target`,
    ///   `scope`, `api_type`, and whatever the add-on or the rules understand.
    /// - Returns: `token_type`, `expires_in` (seconds), `id_token`; for other add-ons what their service answers.
    /// - Throws: `endpoint_disabled` if the tenant does not have this kind of delegation; `invalid_request`,
    ///   `unauthorized_client`, `access_denied` and `unsupported_grant_type` as `DelegationParameters` and
    ///   `DelegationTerms` say; `invalid_grant` for a bad token; `too_many_requests`; what the rules say.
    package func exchange(_ parameters: Parameters, from caller: Caller) async throws -> DelegationAnswer {
        let named: (inout LogEntry) -> Void = { entry in
            entry.client = (try? parameters.text("client_id")).flatMap { $0 }.map { Identifier(String($0.prefix(200))) }
        }
        return try await LogBook(in: world, of: caller).noting(.failedDelegation, named) {
            do {
                let asked = try DelegationParameters(parameters)
                return try await exchange(asked, try DelegationTerms(asked, in: world.directory), caller)
            } catch let refusal as OAuthError where isOver {
                guard refusal.code != .endpointDisabled else { throw refusal }
                throw OAuthError.endpointDisabled("delegation")
                    .because(
                        "No kind of delegation works in this tenant any more; understudy check says which ended when"
                    )
            }
        }
    }

    /// True if the tenant has no kind of delegation any more.
    ///
    /// Then every call gets the same refusal, whatever it asks.
    private var isOver: Bool {
        let legacy = world.directory.legacy(at: world.clock.now)
        return LegacyPiece.delegation.allSatisfy { legacy.verdict(on: $0).reason != nil }
    }

    private func exchange(
        _ asked: DelegationParameters,
        _ terms: DelegationTerms,
        _ caller: Caller
    ) async throws -> DelegationAnswer {
        let now = world.clock.now
        let gate = LegacyGate(in: world, by: caller)
        try gate.demand(terms.piece, by: terms.source, else: .endpointDisabled("delegation"))
        // Check withdrawal before permission: a withdrawn kind answers 404 even to a client that was never allowed it.
        try terms.permit(asked.presented)
        let state = try await world.store.state()
        let presented = try PresentedToken(asked.presented, by: terms.source, at: now, in: state, world.tokenTrail)
        return try await naming(client: terms.source.id, user: presented.user.id) {
            try await exchange(asked, presented, terms, gate, caller, at: now)
        }
    }

    private func exchange(
        _ asked: DelegationParameters,
        _ presented: PresentedToken,
        _ terms: DelegationTerms,
        _ gate: LegacyGate,
        _ caller: Caller,
        at now: Timestamp
    ) async throws -> DelegationAnswer {
        let limit = try checkLimit(presented.user.id, terms.source.id, caller, at: now)
        let login = try await passRules(presented, asked, terms, caller, at: now)
        let occasion = DelegationOccasion(
            terms: terms,
            login: login,
            asked: asked,
            presented: presented,
            instant: now,
            directory: world.directory
        )
        if let place = occasion.scopeClaims.firstUnsafeNumber { throw OAuthError.unsafeNumber(at: place) }
        try await recheck(presented)
        var answer = try await token(for: occasion)
        answer.rateLimit = limit
        try await use(presented.device, under: terms.source.refreshTokens)
        gate.count(terms.piece, by: terms.source)
        LogBook(in: world, of: caller).note(.delegation, login, for: terms.source.id, scope: asked.scope) { entry in
            entry.audience = terms.target.id.rawValue
            entry.details = ["api_type": .string(terms.apiType.rawValue)]
        }
        return answer
    }

    /// Counts the call against the rate limit.
    ///
    /// - Returns: nil if the seed sets no limit.
    /// - Throws: `too_many_requests`, which is already in the tenant's log.
    private func checkLimit(
        _ user: Identifier<User>,
        _ client: Identifier<Client>,
        _ caller: Caller,
        at now: Timestamp
    ) throws(NotedRefusal) -> RateLimit? {
        guard world.directory.emulator.limitsDelegation else { return nil }
        let limit = world.delegationLimit.count(from: caller.address ?? "", for: user, at: now)
        guard limit.isExceeded else { return limit }
        let refusal = OAuthError.tooManyRequests(limit)
        LogBook(in: world, of: caller).note(.delegationLimit) { entry in
            entry.client = client
            entry.user = user
            entry.description = refusal.description
        }
        throw NotedRefusal(
            refusal: refusal.because(
                "More than \(limit.limit) calls of /delegation for one user from one address within a minute of the "
                    + "tenant's time; the next is answered at \(limit.resetsAt.rfc3339)",
                hint: "Move the clock on, or take delegation out of emulator.rate_limits"
            )
            .about(client: client, user: user)
        )
    }

    private func passRules(
        _ presented: PresentedToken,
        _ asked: DelegationParameters,
        _ terms: DelegationTerms,
        _ caller: Caller,
        at now: Timestamp
    ) async throws -> Login {
        var facts = LoginFacts(
            .delegation,
            client: terms.source,
            pipeline: terms.source.isConformant ? .conformant : .legacy,
            scope: asked.scope,
            caller: caller
        )
        facts.user = presented.user
        facts.body = asked.all
        facts.delegation = .init(target: terms.target, presentedClaims: presented.claims)
        return try await RulePipeline(in: world).run(facts, on: presented.login, at: now).withoutBrowser()
    }

    /// Refuses a refresh token that was revoked, or replaced, while the rules ran.
    private func recheck(_ presented: PresentedToken) async throws {
        guard let device = presented.device else { return }
        let now = world.clock.now
        guard let device = try await world.store.state().device(device.id), device.replacedAt == nil,
            !device.isOver(at: now)
        else { throw OAuthError.unknownRefreshToken("The refresh token ended while the rules of this call ran") }
    }

    /// Restarts the idle time of the refresh token.
    ///
    /// `/delegation` does not rotate it.
    private func use(_ device: DeviceCredential?, under policy: RefreshTokenPolicy) async throws {
        guard let device, policy.idleLifetime != nil else { return }
        let now = world.clock.now
        try await world.store.transact { tenant in
            guard var device = tenant.device(device.id), !device.isOver(at: now) else { return }
            device.expiresAt = policy.expiry(usedAt: now, since: device.begunAt)
            tenant.save(device)
        }
    }

    private func token(for occasion: DelegationOccasion) async throws -> DelegationAnswer {
        switch occasion.terms.apiType {
        case .app: try await issue(occasion.idToken, by: TenantSigner(world.directory).signer(for: occasion.target))
        case .wams: try await issue(WAMSAddon.token(occasion), by: WAMSAddon.signer(occasion))
        case .firebase: try FirebaseAddon.answer(occasion)
        case .layer: try LayerAddon.answer(occasion)
        case .azureBlob: try AzureBlobAddon.answer(occasion)
        case .azureServiceBus: try AzureServiceBusAddon.answer(occasion)
        case .aws: try AWSAddon.answer(occasion)
        case .salesforce: try SalesforceAddon.answer(occasion, host: "login.salesforce.com")
        case .salesforceSandbox: try SalesforceAddon.answer(occasion, host: "test.salesforce.com")
        case .sap: try SAPAddon.answer(occasion)
        }
    }

    /// Signs the token and notes its end for the timeline.
    private func issue(_ delegated: DelegatedIDToken, by signer: JWTSigner) async throws -> DelegationAnswer {
        let token = signer.mint(delegated.claims.object)
        let (expiry, user, target) = (delegated.claims.expiresAt, delegated.claims.subject, delegated.claims.audience)
        let now = delegated.occasion.instant
        try await world.store.transact { tenant in
            tenant.makeRoom(at: now)
            tenant.noteIDToken(of: user, for: target, expiresAt: expiry)
        }
        world.tokenTrail.append(delegated.trail(of: token))
        return DelegationAnswer(jwt: token, lifetimeSeconds: delegated.claims.lifetimeSeconds)
    }
}
