package import TenantModel
package import World

/// Finds out from the steps of a run which rule was the last to change each attribute, claim and setting.
package struct RuleOrigins {
    package private(set) var origins = TokenShaping.Origins()

    package init(_ run: RuleRun, from job: RuleJob, called id: String) {
        origins.run = id
        var (user, context) = (job.user, job.context)
        for step in run.steps {
            let rule = "rule \"\(step.rule)\""
            if let left = step.user {
                note(changes(from: user, to: left), rule, in: \.attributes)
                user = left
            }
            if let left = step.context {
                read(from: context, to: left, rule)
                context = left
            }
        }
    }

    private mutating func read(from before: JSONObject, to after: JSONObject, _ rule: String) {
        let (old, new) = (before["jwtConfiguration"]?.object, after["jwtConfiguration"]?.object)
        if old?["lifetimeInSeconds"] != new?["lifetimeInSeconds"] { origins.lifetime = rule }
        note(changes(from: old?["scopes"]?.object, to: new?["scopes"]?.object), rule, in: \.scopes)
        note(changes(from: before["idToken"]?.object, to: after["idToken"]?.object), rule, in: \.claims)
        let scopes = [before, after].map { $0["accessToken"]?.object?["scope"] }
        if scopes[0] != scopes[1] { origins.accessTokenScope = rule }
    }

    private mutating func note(
        _ names: [String],
        _ rule: String,
        in list: WritableKeyPath<TokenShaping.Origins, [String: String]>
    ) {
        for name in names { origins[keyPath: list][name] = rule }
    }

    private func changes(from before: JSONObject?, to after: JSONObject?) -> [String] {
        guard before != after else { return [] }
        return (after?.members ?? []).filter { before?[$0.name] != $0.value }.map(\.name)
    }
}
