import TenantModel
import Tokens
import World

/// `user` and `context` as rules get them.
struct RuleContext {
    let facts: LoginFacts
    let login: Login
    let user: User
    let directory: TenantDirectory

    /// `user`: the profile, and the members that only rules see.
    var userObject: JSONObject {
        var object = profile
        for member in ruleOnlyMembers.members { object[member.name] = member.value }
        return object
    }

    private var profile: JSONObject { Profile.of(user, for: facts.client.id, showsProviderTokens: true) }

    /// Members of `userObject` that no token shows.
    var ruleOnlyAttributes: Set<String> { Set(ruleOnlyMembers.names) }

    private var ruleOnlyMembers: JSONObject {
        var members: JSONObject = ["global_client_id": .string(directory.globalClient.id.rawValue)]
        members["last_password_reset"] = user.lastPasswordReset.map { .string($0.rfc3339) }
        // Rules of early tenants write into it without checking that it exists.
        if directory.emulator.era == .legacy, user.attributes["persistent"] == nil { members["persistent"] = [:] }
        members["multifactor"] = user.attributes["multifactor"] == nil ? user.kept["multifactor"] : nil
        members.merge(presentedMembers)
        return members
    }

    /// Claims of the token that a delegation presents: `iss`, `sub`, `aud`, `iat`, `exp`, and those that the profile
    /// does not have.
    private var presentedMembers: JSONObject {
        let claims = facts.delegation?.presentedClaims?.members ?? []
        let names = Set(profile.names)
        let told = claims.filter { Self.tokenAttributes.contains($0.name) || !names.contains($0.name) }
        return JSONObject(told.map { ($0.name, $0.value) })
    }

    /// Claims about the token itself; they override attributes of the same name.
    private static let tokenAttributes: Set<String> = ["iss", "sub", "aud", "iat", "exp"]

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
            "isDelegation": .bool(facts.delegation != nil),
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
        if directory.emulator.era == .modern {
            context["locale"] = .string(locale)
            context["riskAssessment"] = Self.riskAssessment
        }
        if facts.pipeline == .legacy {
            // Rules of 2015 read these here.
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

    /// The language that the request asks for, else English.
    private var locale: String {
        let asked = facts.query["ui_locales"]?.text?.split(separator: " ").first.map(String.init)
        return asked ?? facts.caller.language ?? "en"
    }

    /// A neutral assessment, because no risk is assessed here; the words are Auth0's documented ones.
    private static let riskAssessment: JSONValue = [
        "version": "1", "confidence": "neutral",
        "assessments": [
            "NewDevice": ["confidence": "neutral", "code": "assessment_not_available"],
            "ImpossibleTravel": ["confidence": "neutral", "code": "assessment_not_available"],
            "UntrustedIP": ["confidence": "neutral", "code": "assessment_not_available"],
        ],
    ]

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
