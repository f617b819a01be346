import Logging
package import TenantModel
import Tokens
package import World

/// Runs the tenant's rules and hooks on one login, after the user is known and before the client is answered.
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

    /// Runs the rules, then the hooks.
    ///
    /// - Throws: `unauthorized` or `access_denied` in a rule's own words; `server_error` if a rule failed;
    ///   `invalid_request` for a new member of the user with a dot in its name.
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

    /// In era legacy, stores what rules left in `user.persistent`, as Auth0's early tenants did.
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
            // Auth0 answers both kinds of refusal with 401.
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
    /// A rule's refusal with the code that the endpoint uses: grants of `/oauth/token` have only `access_denied`.
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
    /// The failure in one sentence for the log: the rule, the place and the message.
    package var words: String {
        let place = line.map { ":\($0)" + (column.map { ":\($0)" } ?? "") } ?? ""
        return "rule \(rule.map { "\"\($0)\"" } ?? "unknown")\(place): \(message)"
    }
}
