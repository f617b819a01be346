/// What becomes of a claim that a rule puts into `context.idToken`, by its name.
enum RuleClaim {
    /// One's own, in a namespace.
    case own
    /// A claim about the user that everybody knows (OIDC Core §5.1), in every era: the rule corrects what the profile says.
    case corrected(String)
    /// What a token says of itself (RFC 7519 §4.1, OIDC Core §2): a rule that could change it could make a token for
    /// somebody else.
    case ofToken(String)
    case withoutNamespace(String)
    case inForeignNamespace(String, host: String)

    init(_ name: String) {
        if let host = Self.namespaceHost(of: name) {
            let isForeign = Self.reservedHosts.contains { host == $0 || host.hasSuffix(".\($0)") }
            self = isForeign ? .inForeignNamespace(name, host: host) : .own
        } else if Self.standardNames.contains(name) {
            self = .corrected(name)
        } else if Self.namesOfToken.contains(name) {
            self = .ofToken(name)
        } else {
            self = .withoutNamespace(name)
        }
    }

    var isTaken: Bool {
        switch self {
        case .own, .corrected: true
        case .ofToken, .withoutNamespace, .inForeignNamespace: false
        }
    }

    /// For the trace; nil where there is nothing to say.
    var remark: String? {
        switch self {
        case .own: nil
        case .corrected(let name): "context.idToken.\(name) is taken: the rule corrects a standard claim"
        case .ofToken(let name):
            "context.idToken.\(name) is ignored: a token says it of itself, and no rule can change it"
        case .withoutNamespace(let name):
            "context.idToken.\(name) is ignored: a claim of one's own needs a namespace, such as https://example.com/\(name)"
        case .inForeignNamespace(let name, let host):
            "context.idToken[\"\(name)\"] is ignored: the namespace \(host) is the platform's own"
        }
    }

    /// Claims about the user.
    static func isStandard(_ name: String) -> Bool { standardNames.contains(name) }

    private static let standardNames: Set<String> = [
        "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale",
        "middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username",
        "profile", "updated_at", "website", "zoneinfo",
    ]

    private static let namesOfToken: Set<String> = [
        "acr", "act", "amr", "at_hash", "aud", "auth_time", "azp", "c_hash", "client_id", "cnf", "events", "exp", "iat",
        "iss", "jti", "may_act", "nbf", "nonce", "s_hash", "scope", "sid", "sub", "sub_jwk",
    ]

    /// Authentication API §1.2.
    private static let reservedHosts = ["auth0.com", "webtask.io", "webtask.run"]

    /// Nil where the name is not an http(s) address.
    private static func namespaceHost(of name: String) -> String? {
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) {
            return name.dropFirst(scheme.count).prefix { !"/:?#".contains($0) }.lowercased()
        }
        return nil
    }
}
