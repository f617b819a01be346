package import TenantModel

/// A token asked for by hand, at the control API or the command line.
package struct TokenOrder: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case id, access, refresh, delegation, management
    }

    /// A named way in which a token is wrong, for testing verifiers.
    package enum Defect: String, Sendable, CaseIterable {
        case expired
        case notYetValid = "not_yet_valid"
        case noExpiry = "no_exp"
        case badSignature = "bad_signature"
        case algorithmNone = "alg_none"
        /// A token of an RS256 client that is signed with HS256 and the public key as the secret.
        case algorithmConfusion = "alg_confusion"
        case unknownKeyID = "unknown_kid"
        case wrongIssuer = "wrong_issuer"
        case wrongAudience = "wrong_audience"
        case textualExpiry = "exp_as_text"
        case duplicateSubject = "duplicate_sub"
    }

    package var kind: Kind
    /// The client's name or id.
    package var client: String
    /// The user's e-mail address or `user_id`; unused for management tokens.
    package var user: String?
    package var scope: ScopeSet
    /// The name or id of the client that a delegation token is for.
    package var target: String?
    /// When the token is issued; nil means now, by the tenant's clock.
    package var at: Timestamp?
    package var defect: Defect?
    /// Claims that are added to the token and override its own.
    package var claims = JSONObject()
    /// True if the tenant's rules and hooks run, as at a login.
    package var runsRules = false

    package init(
        kind: Kind,
        client: String,
        user: String? = nil,
        scope: ScopeSet = ScopeSet("openid"),
        target: String? = nil,
        at: Timestamp? = nil,
        defect: Defect? = nil
    ) {
        self.kind = kind
        self.client = client
        self.user = user
        self.scope = scope
        self.target = target
        self.at = at
        self.defect = defect
    }
}
