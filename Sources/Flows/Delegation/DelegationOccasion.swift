import TenantModel
import Tokens
import World

/// Everything a delegated token is made of, once rules and terms are settled.
struct DelegationOccasion: Sendable {
    let terms: DelegationTerms
    /// As the rules left it.
    let login: Login
    let asked: DelegationParameters
    let presented: PresentedToken
    let instant: Timestamp
    let directory: TenantDirectory

    var source: Client { terms.source }
    var target: Client { terms.target }

    /// What is asked for; passed through, also what the login behind a refresh token asked for.
    var scope: ScopeSet {
        asked.passesThrough ? presented.device?.scope.union(asked.scope) ?? asked.scope : asked.scope
    }

    /// Of an id_token for the target: its own, unless a rule set one.
    var lifetime: Duration { login.shaping.lifetime ?? target.jwtConfiguration.lifetime }

    /// The user's claims that go along, in the words of the scope; passed through, those of the token presented.
    var scopeClaims: JSONObject {
        var claims = carriedClaims
        claims.merge(
            ScopeClaims.legacy(login.profile, scope: scope, redefined: login.redefinedScopes(of: target))
        )
        claims.merge(login.shaping.idTokenClaims)
        return claims
    }

    /// What the presented id_token says of its user (authentication API §21, row 9).
    var carriedClaims: JSONObject {
        guard asked.passesThrough, let claims = presented.claims else { return JSONObject() }
        // `jti` names one token, and this is another.
        var carried = IDTokenClaims.unregistered(claims)
        carried["jti"] = nil
        return carried
    }

    /// Settings of the add-on: the target's, over them what a rule set in `context.addonConfiguration`.
    var settings: AddonSettings {
        let type = terms.apiType
        var values = target.addon(type) ?? JSONObject()
        values.merge(login.shaping.addonConfiguration[type.rawValue]?.object ?? JSONObject())
        return AddonSettings(type: type, values: values)
    }
}
