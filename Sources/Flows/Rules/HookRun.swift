package import TenantModel
import Tokens

/// Runs the hooks of the seed (`emulator.hooks`) on one login, after the rules.
package struct HookRun {
    private let hooks: [Hook]
    private let facts: LoginFacts
    private let connection: Identifier<Connection>?
    private let roles: [String]

    /// - Parameter roles: the stored user's roles; those that rules have put into `user.roles` count, too.
    package init(hooks: [Hook], facts: LoginFacts, connection: Identifier<Connection>?, roles: [String]) {
        self.hooks = hooks
        self.facts = facts
        self.connection = connection
        self.roles = roles
    }

    /// Applies the hooks whose conditions hold, in order; a later one overrides an earlier one.
    ///
    /// - Parameter applied: gets the names of the hooks that applied, also of one that denied.
    /// - Throws: `unauthorized` with the reason of the first hook that denies.
    package func apply(
        to shaping: inout TokenShaping,
        profile: JSONObject,
        noting applied: inout [String]
    ) throws(OAuthError) {
        for hook in hooks where holds(hook.when, profile) {
            applied.append(hook.name)
            let origin = "hook \"\(hook.name)\""
            switch hook.effect {
            case .deny(let reason):
                throw OAuthError(.unauthorized, reason, status: 401)
                    .because("The hook \"\(hook.name)\" (emulator.hooks) refused the login: \(reason)")
            case .shape(let effect):
                for (word, attributes) in effect.scopes {
                    shaping.scopes[word] = attributes
                    shaping.origins.scopes[word] = origin
                }
                if let lifetime = effect.lifetime {
                    shaping.lifetime = lifetime
                    shaping.origins.lifetime = origin
                }
                for claim in effect.claims.members {
                    shaping.idTokenClaims[claim.name] = claim.value
                    shaping.origins.claims[claim.name] = origin
                }
            }
        }
    }

    private func holds(_ condition: Hook.Condition, _ profile: JSONObject) -> Bool {
        let domain = profile["email"]?.text.flatMap { email in
            email.lastIndex(of: "@").map { email[email.index(after: $0)...].lowercased() }
        }
        // Rules may have set roles for this login alone.
        let named = (profile["roles"]?.elements ?? []).compactMap(\.text)
        return holds(condition.clients) { $0 == facts.client.id }
            && holds(condition.connections) { $0 == connection }
            && holds(condition.protocols) { $0 == facts.loginProtocol || $0 == facts.originalProtocol }
            && holds(condition.scopes, facts.scope.contains)
            && holds(condition.emailDomains) { $0 == domain }
            && holds(condition.roles) { roles.contains($0) || named.contains($0) }
    }

    private func holds<Word>(_ words: [Word]?, _ matches: (Word) -> Bool) -> Bool {
        words?.contains(where: matches) ?? true
    }
}
