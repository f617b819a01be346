package import TenantModel
import Tokens

/// Reads what rules left in `user` and `context`.
///
/// It takes the changes that have an effect and ignores all others.
package struct RuleDecision {
    package private(set) var profile: JSONObject
    package private(set) var shaping = TokenShaping()
    /// `context.redirect.url`.
    package private(set) var redirect: String?
    /// `context.multifactor.provider`.
    package private(set) var secondFactor: String?
    /// `context.primaryUser`.
    package private(set) var primaryUser: Identifier<User>?
    /// What was ignored, and why; also which standard claims were corrected.
    package private(set) var remarks: [String] = []

    /// Reads the decision.
    ///
    /// - Parameters:
    ///   - before: `user` and `context` as the first rule got them; a value that is still the same has no effect.
    ///   - ruleOnlyAttributes: members of the user that only rules see.
    /// - Throws: `invalid_request` for a new member of the user with a dot in its name, as Auth0 does.
    package init(
        user: JSONObject,
        context: JSONObject,
        before: (user: JSONObject, context: JSONObject),
        ruleOnlyAttributes: Set<String>,
        showsProviderTokens: Bool
    ) throws(OAuthError) {
        profile = user
        for name in ruleOnlyAttributes where user[name] == before.user[name] { profile[name] = nil }
        let dotted = user.names.first { ($0.contains(".") || $0.hasPrefix("$")) && before.user[$0] == nil }
        guard dotted == nil else {
            throw .invalidRequest("Fields with \".\" are not allowed, please remove all dotted fields...")
        }
        if !showsProviderTokens { profile["identities"] = user["identities"].map(Profile.withoutProviderTokens) }
        let configuration = context["jwtConfiguration"]?.object
        let earlier = before.context["jwtConfiguration"]?.object
        if configuration?["lifetimeInSeconds"] != earlier?["lifetimeInSeconds"] {
            readLifetime(configuration?["lifetimeInSeconds"])
        }
        if configuration?["scopes"] != earlier?["scopes"] { readScopes(configuration?["scopes"]) }
        readClaims(context["idToken"])
        readAccessToken(context["accessToken"])
        readAddons(context["addonConfiguration"])
        readRedirect(context["redirect"])
        readSecondFactor(context["multifactor"])
        primaryUser = context["primaryUser"]?.text.map { Identifier($0) }
    }

    /// The lifetimes that a rule may set, in seconds, up to ten years.
    private static let lifetimes = 1...315_360_000

    private mutating func readLifetime(_ value: JSONValue?) {
        guard let value, !value.isNull else { return }
        guard let seconds = value.integer, Self.lifetimes.contains(seconds) else {
            remarks.append(
                "jwtConfiguration.lifetimeInSeconds is ignored: \(value.serializedText) is not a whole number of seconds from 1 to 315360000"
            )
            return
        }
        shaping.lifetime = .seconds(seconds)
    }

    private mutating func readScopes(_ value: JSONValue?) {
        guard let value, !value.isNull else { return }
        guard let words = value.object else {
            remarks.append("jwtConfiguration.scopes is ignored: it must be an object of lists, word by word")
            return
        }
        for word in words.members {
            let attributes = word.value.elements?.compactMap(\.text)
            guard let attributes, attributes.count == word.value.elements?.count else {
                remarks.append("jwtConfiguration.scopes.\(word.name) is ignored: it must be a list of attribute names")
                continue
            }
            shaping.scopes[word.name] = attributes
        }
    }

    private mutating func readClaims(_ value: JSONValue?) {
        for claim in value?.object?.members ?? [] {
            let fate = RuleClaim(claim.name)
            if fate.isTaken { shaping.idTokenClaims[claim.name] = claim.value }
            fate.remark.map { remarks.append($0) }
        }
    }

    private mutating func readAccessToken(_ value: JSONValue?) {
        guard let scope = value?.object?["scope"], !scope.isNull else { return }
        guard let words = scope.elements?.compactMap(\.text), words.count == scope.elements?.count else {
            remarks.append("context.accessToken.scope is ignored: it must be a list of words")
            return
        }
        shaping.accessTokenScope = ScopeSet(words: words)
    }

    private mutating func readAddons(_ value: JSONValue?) {
        guard let value, !value.isNull else { return }
        guard let addons = value.object else {
            remarks.append("context.addonConfiguration is ignored: it must be an object of settings, add-on by add-on")
            return
        }
        for addon in addons.members where addon.value.object == nil {
            remarks.append("context.addonConfiguration.\(addon.name) is ignored: it must be an object of settings")
        }
        shaping.addonConfiguration = addons
    }

    private mutating func readRedirect(_ value: JSONValue?) {
        guard let value, !value.isNull else { return }
        guard let url = value.object?["url"]?.text, url.hasPrefix("https://") || url.hasPrefix("http://"),
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            remarks.append("context.redirect is ignored: its url must be an absolute http(s) address")
            return
        }
        redirect = url
    }

    private mutating func readSecondFactor(_ value: JSONValue?) {
        guard let value, !value.isNull, value != false else { return }
        guard let provider = value.object?["provider"]?.text else {
            remarks.append("context.multifactor is ignored: it must be an object with a provider")
            return
        }
        secondFactor = provider
    }
}
