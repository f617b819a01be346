import Logging
package import TenantModel
import Tokens
package import World

/// The tenant's rules and hooks on one login, between knowing who it is and answering (authentication API §18).
package struct RulePipeline {
    package enum Verdict: Sendable {
        /// The login as the rules left it.
        case proceed(Login)
        /// A rule sends the browser away first.
        case redirect(to: String)
        /// A rule wants a second factor; the login is otherwise as the rules left it.
        case secondFactor(Login, provider: String)
    }

    private let world: World

    package init(in world: World) { self.world = world }

    /// - Throws: `unauthorized` or `access_denied` in a rule's own words; `server_error` where a rule broke;
    ///   `invalid_request` for a user with dotted members.
    package func run(_ facts: LoginFacts, on login: Login, at now: Timestamp) async throws -> Verdict {
        let hooks = world.directory.emulator.hooks
        guard world.rules.hasRules || !hooks.isEmpty else { return .proceed(login) }
        let state = try await world.store.state()
        guard let user = facts.user ?? state.user(login.user) else {
            throw LoginRecord.goneUser(login.user)
        }
        let given = RuleContext(facts: facts, login: login, user: user, directory: world.directory)
        let job = RuleJob(
            user: given.userObject,
            context: given.object,
            clock: world.clock.reading,
            seed: world.identifiers.next(.ruleSeed),
            accessToken: world.rules.wantsAccessToken ? try managementToken() : ""
        )
        let run = await world.rules.run(job) { [world] request in
            try await world.store.transact { try MetadataUpdate(request).apply(to: &$0, at: now) }
        }
        var record = RuleRunRecord(
            id: world.identifiers.next(.ruleRun),
            at: now,
            loginProtocol: facts.loginProtocol,
            client: facts.client.id,
            user: user.id,
            connection: login.connection,
            job: job,
            run: run
        )
        defer { world.ruleTrace.append(record) }
        let verdict: Verdict
        do throws(OAuthError) {
            verdict = try self.verdict(on: login, user, job, given, hooks, in: state, at: now, &record)
        } catch {
            let refusal = facts.loginProtocol.dressed(error).about(client: facts.client.id, user: user.id)
            record.answer = "\(refusal.code.rawValue): \(refusal.description)"
            throw refusal
        }
        try await keepPersistent(of: user, from: job, run, at: now)
        return verdict
    }

    /// The first tenants stored what rules left in `user.persistent`, without being asked.
    private func keepPersistent(of user: User, from job: RuleJob, _ run: RuleRun, at now: Timestamp) async throws {
        guard world.directory.emulator.era == .legacy, case .finished(let left, _) = run.outcome,
            let persistent = left["persistent"], persistent.object != nil, persistent != job.user["persistent"]
        else { return }
        try await world.store.transact { tenant in
            guard var user = tenant.user(user.id) else { return }
            user.attributes["persistent"] = persistent
            user.updatedAt = now
            tenant.save(user)
        }
    }

    private func verdict(
        on login: Login,
        _ user: User,
        _ job: RuleJob,
        _ given: RuleContext,
        _ hooks: [Hook],
        in state: TenantState,
        at now: Timestamp,
        _ record: inout RuleRunRecord
    ) throws(OAuthError) -> Verdict {
        let (left, context) = try finished(record.run, &record)
        record.verdict = .refused
        let decision = try RuleDecision(
            user: left,
            context: context,
            before: (job.user, job.context),
            ruleOnlyAttributes: given.ruleOnlyAttributes,
            showsProviderTokens: world.directory.legacy(at: now).has(.providerTokensInProfiles)
        )
        record.remarks = decision.remarks
        if let url = decision.redirect {
            record.verdict = .redirected
            return .redirect(to: url)
        }
        var shaped = login
        shaped.profile = decision.profile
        shaped.shaping = decision.shaping
        shaped.shaping.origins = RuleOrigins(record.run, from: job, called: record.id).origins
        if let primary = decision.primaryUser {
            guard let primary = state.user(primary) else {
                throw .init(.serverError, "context.primaryUser names no user: \(primary.rawValue)", status: 500)
            }
            guard !primary.isBlocked else { throw .userIsBlocked(primary) }
            shaped.user = primary.id
        }
        let connection = world.directory.connection(named: login.connection)?.id
        try HookRun(hooks: hooks, facts: given.facts, connection: connection, roles: user.roles)
            .apply(to: &shaped.shaping, profile: shaped.profile, noting: &record.hooks)
        if let place = shaped.shaping.idTokenClaims.firstUnsafeNumber {
            record.verdict = .failed
            throw .unsafeNumber(at: place)
        }
        if let provider = decision.secondFactor {
            record.verdict = .secondFactor
            return .secondFactor(shaped, provider: provider)
        }
        record.verdict = .proceeded
        return .proceed(shaped)
    }

    private func finished(
        _ run: RuleRun,
        _ record: inout RuleRunRecord
    ) throws(OAuthError) -> (user: JSONObject, context: JSONObject) {
        switch run.outcome {
        case .finished(let user, let context): return (user, context)
        case .refused(let refusal):
            record.verdict = .refused
            // Both by the status of a login that failed (authentication API §18.6).
            throw OAuthError(refusal.isUnauthorized ? .unauthorized : .accessDenied, refusal.message, status: 401)
                .because("The rule \"\(refusal.rule)\" refused the login: \(refusal.message)")
        case .failed(let failure):
            record.verdict = .failed
            world.log.warning("\(world.directory.secrets.masked(failure.words).oneLine)")
            throw OAuthError(.serverError, failure.message, status: 500)
                .because("The \(failure.words)", hint: "/_understudy/rules/runs shows the run")
        }
    }

    /// `auth0.accessToken`.
    private func managementToken() throws -> String {
        let scope = ScopeSet("read:users update:users")
        let token = try ManagementToken.make(scope, at: world.clock.now, in: world) { world.directory.globalClient }
        return token.signer.mint(token.claims)
    }
}

extension LoginProtocol {
    /// A rule's no, in the words of the place: the grants of `/oauth/token` know `access_denied` alone
    /// (authentication API §21, row 17).
    fileprivate func dressed(_ refusal: OAuthError) -> OAuthError {
        switch self {
        case .password, .refreshToken, .deviceCode, .tokenExchange: break
        default: return refusal
        }
        guard [.unauthorized, .accessDenied].contains(refusal.code), !refusal.isOfBlockedUser else { return refusal }
        var dressed = OAuthError(.accessDenied, refusal.description)
        dressed.explanation = refusal.explanation
        return dressed
    }
}

extension RuleFailure {
    /// For the log and the terminal: which rule, where, what.
    package var words: String {
        let place = line.map { ":\($0)" + (column.map { ":\($0)" } ?? "") } ?? ""
        return "rule \(rule.map { "\"\($0)\"" } ?? "unknown")\(place): \(message)"
    }
}
