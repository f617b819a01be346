/// Decides by its name what becomes of a claim that a rule puts into `context.idToken`.
enum RuleClaim {
    /// A custom claim in a namespace; it is taken.
    case own
    /// A standard claim about the user (OIDC Core §5.1), which the rule corrects; it is taken in every era.
    case corrected(String)
    /// A claim about the token itself (RFC 7519 §4.1, OIDC Core §2); it is ignored, or a rule could make a token for
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

    /// A remark for the trace; nil for a custom claim.
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

    /// True for a standard claim about the user.
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

    /// Hosts whose namespaces Auth0 reserves.
    private static let reservedHosts = ["auth0.com", "webtask.io", "webtask.run"]

    /// The host of a namespaced claim; nil if the name is not an http(s) address.
    private static func namespaceHost(of name: String) -> String? {
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) {
            return name.dropFirst(scheme.count).prefix { !"/:?#".contains($0) }.lowercased()
        }
        return nil
    }
}
