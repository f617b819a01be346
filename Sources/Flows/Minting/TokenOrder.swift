package import TenantModel

/// A token asked for by hand, at the control API or the command line.
package struct TokenOrder: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case id, access, refresh, delegation, management
    }

    /// A named way in which a token is wrong, for tests of those who must refuse it.
    package enum Defect: String, Sendable, CaseIterable {
        case expired
        case notYetValid = "not_yet_valid"
        case noExpiry = "no_exp"
        case badSignature = "bad_signature"
        case algorithmNone = "alg_none"
        /// RS256 tenant, HS256 token keyed with the public key.
        case algorithmConfusion = "alg_confusion"
        case unknownKeyID = "unknown_kid"
        case wrongIssuer = "wrong_issuer"
        case wrongAudience = "wrong_audience"
        case textualExpiry = "exp_as_text"
        case duplicateSubject = "duplicate_sub"
    }

    package var kind: Kind
    /// Name or id.
    package var client: String
    /// E-mail or `user_id`; not for management tokens.
    package var user: String?
    package var scope: ScopeSet
    /// Name or id of the client a delegation token is for.
    package var target: String?
    /// Where the token is to begin; nil: the tenant's now.
    package var at: Timestamp?
    package var defect: Defect?
    /// Put into the token, over what it has by itself.
    package var claims = JSONObject()
    /// The tenant's rules and hooks run, as at a login.
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
