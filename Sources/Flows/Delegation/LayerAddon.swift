import TenantModel
import Tokens

/// The add-on for Layer: an identity token that answers the service's nonce.
enum LayerAddon {
    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let provider = try settings.demanded("providerId")
        let keyID = try settings.demanded("keyId")
        let pem = try settings.demanded("privateKey")
        let key = try settings.signing(with: "privateKey") { () throws(KeyError) in try RSAPrivateKey.parsed(pem) }
        guard let nonce = try occasion.asked.text("nonce") else {
            throw .invalidRequest("missing nonce parameter")
        }
        let claims: JSONObject = [
            "iss": .string(provider),
            "prn": .string(try occasion.principal(try settings.text("principal") ?? "user_id")),
            "iat": .integer(occasion.instant.numericDate),
            "exp": .integer(try (occasion.instant + settings.expiration).numericDate), "nce": .string(nonce),
        ]
        let signer = JWTSigner(key, keyID: keyID, contentType: "layer-eit;v=1")
        return DelegationAnswer(["identity_token": .string(signer.mint(claims))])
    }
}
