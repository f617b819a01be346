import Tokens
import TenantModel

/// Spoils a token in one named way and leaves the rest as it should be.
struct Forger {
    let signer: JWTSigner
    let keys: TenantKeys

    func token(_ claims: JSONObject, with defect: TokenOrder.Defect, at now: Timestamp) throws -> String {
        var claims = claims
        var header = JWTSigner.header(signer.key.algorithm, keyID: signer.keyID)
        var signature = ForgedToken.Signature.by(signer.key)
        switch defect {
        case .expired:
            claims["iat"] = .integer(now.numericDate - 36000)
            claims["exp"] = .integer(now.numericDate)
        case .notYetValid: claims["nbf"] = .integer(now.numericDate + 3600)
        case .noExpiry: claims["exp"] = nil
        case .badSignature: signature = .broken(signer.key)
        case .algorithmNone:
            header["alg"] = "none"
            signature = .empty
        case .algorithmConfusion:
            guard signer.keyID != nil else {
                throw OAuthError.invalidRequest("alg_confusion needs a client whose alg is RS256")
            }
            header["alg"] = "HS256"
            signature = .by(.hs256(try HMACKey(bytes: Array(keys.current.certificate.pem.utf8))))
        case .unknownKeyID: header["kid"] = "nobody"
        case .wrongIssuer: claims["iss"] = "https://issuer.invalid/"
        case .wrongAudience: claims["aud"] = "somebody-else"
        case .textualExpiry: claims["exp"] = claims["exp"].map { .string($0.serializedText) }
        case .duplicateSubject:
            let payload = #"{"sub":"auth0|somebody-else","# + claims.serializedText.dropFirst()
            return ForgedToken(header: header, payload: Array(payload.utf8), signature: signature).text
        }
        return ForgedToken(header: header, claims: claims, signature: signature).text
    }
}
