import TenantModel
import Tokens
import World

/// The add-on for Firebase.
///
/// With a `private_key` it gives a custom token of a service account, for SDK 3 and later; else a token for SDK 2.
enum FirebaseAddon {
    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        guard let key = try occasion.settings.text("private_key") else { return try legacy(occasion) }
        return try custom(occasion, key)
    }

    private static func legacy(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let secret = try settings.demanded("secret")
        let lifetime = Int(occasion.lifetime.components.seconds)
        let shaped = try FirebaseData(occasion.login)
        var data: JSONObject = ["fb_id": .string(occasion.login.user.rawValue)]
        for claim in attributes(occasion).members where data[claim.name] == nil { data[claim.name] = claim.value }
        data["uid"] = shaped.uid.map(JSONValue.string) ?? data["uid"]
        data.merge(shaped.claims)
        let issuedAt = occasion.instant.numericDate
        let claims: JSONObject = [
            "iss": .string(occasion.directory.issuer), "sub": .string(occasion.login.user.rawValue),
            "aud": .string(occasion.target.id.rawValue), "exp": .integer(issuedAt + lifetime),
            "iat": .integer(issuedAt), "v": 0, "d": .object(data), "azp": .string(occasion.source.id.rawValue),
        ]
        let token = try settings.signing(with: "secret") { () throws(KeyError) in
            try HMACKey(bytes: Array(secret.utf8)).mint(claims)
        }
        return DelegationAnswer(jwt: token, lifetimeSeconds: lifetime)
    }

    /// Firebase refuses custom tokens that live longer.
    private static let longestLifetimeSeconds = 3600

    private static func custom(_ occasion: DelegationOccasion, _ pem: String) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let shaped = try FirebaseData(occasion.login)
        let account = try settings.demanded("client_email")
        let key = try settings.signing(with: "private_key") { () throws(KeyError) in try RSAPrivateKey.parsed(pem) }
        let longest = longestLifetimeSeconds
        let lifetime = min(try settings.positive("lifetime_in_seconds") ?? longest, longest)
        let issuedAt = occasion.instant.numericDate
        var claims: JSONObject = [
            "iss": .string(account), "sub": .string(account), "aud": .string(audience),
            "iat": .integer(issuedAt), "exp": .integer(issuedAt + lifetime),
            "uid": .string(shaped.uid ?? occasion.login.user.rawValue),
        ]
        let data = attributes(occasion).merging(shaped.claims).members.filter { !reserved.contains($0.name) }
        if !data.isEmpty { claims["claims"] = .object(JSONObject(data.map { ($0.name, $0.value) })) }
        let signer = JWTSigner(key, keyID: try settings.text("private_key_id"))
        return DelegationAnswer(jwt: signer.mint(claims), lifetimeSeconds: lifetime)
    }

    private static func attributes(_ occasion: DelegationOccasion) -> JSONObject {
        var claims = IDTokenClaims.unregistered(occasion.scopeClaims)
        // The scope `profile` shows every attribute, but this one only configures the token.
        claims[FirebaseData.attribute] = nil
        return claims
    }

    private static let audience =
        "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"

    /// Names that Firebase reserves in the claims of a custom token.
    private static let reserved: Set<String> = [
        "acr", "amr", "at_hash", "aud", "auth_time", "azp", "cnf", "c_hash", "exp", "firebase", "iat", "iss", "jti",
        "nbf", "nonce", "sub",
    ]
}
