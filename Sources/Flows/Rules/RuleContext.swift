import TenantModel
import Tokens
import World

/// `context` and `user` as rules get them (authentication API §18.3, §18.4).
struct RuleContext {
    let facts: LoginFacts
    let login: Login
    let user: User
    let directory: TenantDirectory

    /// The profile, with what only rules may see of it.
    var userObject: JSONObject {
        var object = Profile.of(user, for: facts.client.id, showsProviderTokens: true)
        object["last_password_reset"] = user.lastPasswordReset.map { .string($0.rfc3339) }
        if facts.delegation != nil {
            for name in Self.presentedAttributes {
                object[name] = facts.delegation?.presentedClaims?[name] ?? object[name]
            }
            if directory.emulator.era == .legacy { object["persistent"] = object["persistent"] ?? [:] }
        }
        return object
    }

    /// Members of `userObject` that no token shows.
    var ruleOnlyAttributes: Set<String> {
        var names: Set<String> = ["last_password_reset"]
        if facts.delegation != nil {
            names.formUnion(Self.presentedAttributes)
            if user.attributes["persistent"] == nil { names.insert("persistent") }
        }
        return names
    }

    /// What a delegation tells of the presented token (authentication API §12.10).
    private static let presentedAttributes = ["iss", "sub", "aud", "iat", "exp"]

    var object: JSONObject {
        let client = facts.client
        let connection = directory.connection(named: login.connection)
        var context: JSONObject = [
            "tenant": .string(directory.name),
            "clientID": .string(client.id.rawValue),
            "clientName": .string(client.name),
            "clientMetadata": .object(client.metadata),
            "connectionID": connection.map { .string($0.id.rawValue) } ?? .null,
            "connection": .string(login.connection),
            "connectionStrategy": connection.map { .string($0.strategy.rawValue) } ?? .null,
            "connectionOptions": .object(connectionOptions(connection)),
            "connectionMetadata": connection?.kept["metadata"] ?? [:],
            "samlConfiguration": [:],
            "addonConfiguration": [:],
            "jwtConfiguration": .object(jwtConfiguration),
            "protocol": .string(facts.loginProtocol.rawValue),
        ]
        context["original_protocol"] = facts.originalProtocol.map { .string($0.rawValue) }
        context["stats"] = ["loginsCount": .integer(user.loginsCount)]
        context["sso"] = .object(singleSignOn(connection))
        context["accessToken"] = [:]
        context["idToken"] = [:]
        context["sessionID"] = facts.session.map { .string(SessionName.of($0)) }
        context["request"] = .object(request)
        context["authentication"] = .object(authentication(connection))
        context["authorization"] = ["roles": .array(user.roles.map(JSONValue.string))]
        if facts.pipeline == .legacy {
            // Where rules of 2015 looked for them.
            context["userAgent"] = facts.caller.userAgent.map(JSONValue.string)
            context["ip"] = facts.caller.address.map(JSONValue.string)
            context["hostname"] = .string(hostname)
        }
        return context
    }

    private func connectionOptions(_ connection: Connection?) -> JSONObject {
        let shown = ["tenant_domain", "domain_aliases"]
        return JSONObject(shown.compactMap { name in connection?.options[name].map { (name, $0) } })
    }

    private var jwtConfiguration: JSONObject {
        let configuration = (facts.delegation?.target ?? facts.client).jwtConfiguration
        let scopes = configuration.scopes.sorted { $0.key < $1.key }
            .map { ($0.key, JSONValue.array($0.value.map(JSONValue.string))) }
        return [
            "lifetimeInSeconds": .integer(Int(configuration.lifetime.components.seconds)),
            "scopes": .object(JSONObject(scopes)),
        ]
    }

    private func singleSignOn(_ connection: Connection?) -> JSONObject {
        let clients = facts.sessionClients
        return [
            "with_auth0": .bool(clients != nil),
            "with_dbconn": .bool(clients != nil && connection?.strategy.kind == .database),
            "current_clients": .array((clients ?? []).map { .string($0.rawValue) }),
        ]
    }

    private var hostname: String { String(directory.domain.prefix { $0 != ":" }) }

    private var request: JSONObject {
        var request = JSONObject()
        request["userAgent"] = facts.caller.userAgent.map(JSONValue.string)
        request["ip"] = facts.caller.address.map(JSONValue.string)
        request["hostname"] = .string(hostname)
        request["query"] = .object(facts.query)
        request["body"] = .object(facts.body)
        request["geoip"] = .object(directory.emulator.geoip)
        request["language"] = facts.caller.language.map(JSONValue.string)
        return request
    }

    private func authentication(_ connection: Connection?) -> JSONObject {
        let method =
            switch connection?.strategy.kind {
            case .database, nil: "pwd"
            case .passwordless: connection?.strategy.rawValue ?? "email"
            case .social, .enterprise: "federated"
            }
        return [
            "methods": [["name": .string(method), "timestamp": .integer(Int(login.authenticatedAt.milliseconds))]]
        ]
    }
}
