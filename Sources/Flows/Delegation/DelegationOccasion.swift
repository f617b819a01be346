import TenantModel
import Tokens
import World

/// Everything that a delegated token is made of, after the terms were checked and the rules have run.
struct DelegationOccasion: Sendable {
    let terms: DelegationTerms
    /// The login as the rules left it.
    let login: Login
    let asked: DelegationParameters
    let presented: PresentedToken
    let instant: Timestamp
    let directory: TenantDirectory

    var source: Client { terms.source }
    var target: Client { terms.target }

    /// The scope that was asked for; with `passthrough` also the scope of the refresh token.
    var scope: ScopeSet {
        asked.passesThrough ? presented.device?.scope.union(asked.scope) ?? asked.scope : asked.scope
    }

    /// The lifetime of an id_token for the target: the target's own, unless a rule has set one.
    var lifetime: Duration { login.shaping.lifetime ?? target.jwtConfiguration.lifetime }

    /// The user's claims: those that the scope shows, those that rules have set, and with `passthrough` those of the
    /// presented token.
    var scopeClaims: JSONObject {
        var claims = carriedClaims
        claims.merge(
            ScopeClaims.legacy(login.profile, scope: scope, redefined: login.redefinedScopes(of: target))
        )
        claims.merge(login.shaping.idTokenClaims)
        return claims
    }

    /// With `passthrough`, every claim of the presented id_token but the registered ones and `jti`.
    var carriedClaims: JSONObject {
        guard asked.passesThrough, let claims = presented.claims else { return JSONObject() }
        // Drop `jti`: it names the presented token, and this is another one.
        var carried = IDTokenClaims.unregistered(claims)
        carried["jti"] = nil
        return carried
    }

    /// The settings of the target's add-on, overridden by what a rule has set in `context.addonConfiguration`.
    var settings: AddonSettings {
        let type = terms.apiType
        var values = target.addon(type) ?? JSONObject()
        values.merge(login.shaping.addonConfiguration[type.rawValue]?.object ?? JSONObject())
        return AddonSettings(type: type, values: values)
    }
}
