import TenantModel
import Tokens

/// Layer: an identity token that answers the service's nonce (authentication API §12.7).
enum LayerAddon {
    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let provider = try settings.demanded("providerId")
        let keyID = try settings.demanded("keyId")
        let pem = try settings.demanded("privateKey")
        let key = try settings.signing(with: "privateKey") { () throws(KeyError) in try RSAPrivateKey.parsed(pem) }
        guard let nonce = occasion.asked.all["nonce"]?.text, !nonce.isEmpty else {
            throw .invalidRequest("missing nonce parameter")
        }
        let claims: JSONObject = [
            "iss": .string(provider), "prn": .string(try occasion.principal(settings.text("principal") ?? "user_id")),
            "iat": .integer(occasion.instant.numericDate),
            "exp": .integer((occasion.instant + settings.expiration).numericDate), "nce": .string(nonce),
        ]
        let signer = JWTSigner(key, keyID: keyID, contentType: "layer-eit;v=1")
        return DelegationAnswer(["identity_token": .string(signer.mint(claims))])
    }
}

extension DelegationOccasion {
    /// What the user is called elsewhere: an attribute of the profile as the rules left it.
    ///
    /// - Throws: `invalid_request` where the user has no such attribute.
    func principal(_ attribute: String) throws(OAuthError) -> String {
        let value = attribute == "user_id" ? .string(login.user.rawValue) : login.profile[attribute]
        switch value {
        case .string(let text)? where !text.isEmpty: return text
        case .integer(let number)?: return String(number)
        default: throw settings.refusal("takes the user's \(attribute), and this user has none")
        }
    }
}
