import Tokens
import TenantModel

/// Makes a token that is wrong in one named way and right in every other.
struct Forger {
    /// How many seconds `expired` and `not_yet_valid` lie away: more than the leeway of any usual verifier.
    static let farAway = 7200

    let signer: JWTSigner
    let keys: TenantKeys

    /// Makes the token.
    ///
    /// - Parameter kind: the kind of token; some defects make no difference for some kinds.
    /// - Throws: `invalid_request` for a defect with which the token would still be accepted.
    func token(
        _ claims: JSONObject,
        with defect: TokenOrder.Defect,
        of kind: TokenOrder.Kind,
        at now: Timestamp
    ) throws -> String {
        if let reason = reasonToRefuse(defect, claims, kind) {
            throw OAuthError.invalidRequest("The defect \"\(defect.rawValue)\" changes nothing here: \(reason)")
        }
        var claims = claims
        var header = JWTSigner.header(signer.key.algorithm, keyID: signer.keyID)
        var signature = ForgedToken.Signature.by(signer.key)
        switch defect {
        case .expired: claims.merge(Self.past(now))
        case .notYetValid: claims["nbf"] = .integer(now.numericDate + Self.farAway)
        case .noExpiry: claims["exp"] = nil
        case .badSignature: signature = .broken(signer.key)
        case .algorithmNone:
            header["alg"] = "none"
            signature = .empty
        case .algorithmConfusion:
            header["alg"] = "HS256"
            signature = .by(.hs256(try HMACKey(bytes: Array(keys.current.certificate.pem.utf8))))
        case .unknownKeyID: header["kid"] = "nobody"
        case .wrongIssuer: claims["iss"] = "https://issuer.invalid/"
        case .wrongAudience: claims["aud"] = "somebody-else"
        case .textualExpiry:
            // Write a date: some readers take digits in quotes for a number.
            let end = claims["exp"]?.integer.flatMap(Timestamp.init(numericDate:)) ?? now
            claims["exp"] = .string(end.rfc3339)
        case .duplicateSubject:
            // Append the false `sub`: most readers take the last one.
            let payload = claims.serializedText.dropLast() + #","sub":"auth0|somebody-else"}"#
            return ForgedToken(header: header, payload: Array(payload.utf8), signature: signature).text
        }
        return ForgedToken(header: header, claims: claims, signature: signature).text
    }

    /// The claims that a defect decides.
    static func claims(of defect: TokenOrder.Defect) -> [String] {
        switch defect {
        case .expired: ["exp", "iat"]
        case .notYetValid: ["nbf"]
        case .noExpiry: ["exp"]
        case .wrongIssuer: ["iss"]
        case .wrongAudience: ["aud"]
        case .badSignature, .algorithmNone, .algorithmConfusion, .unknownKeyID, .textualExpiry, .duplicateSubject: []
        }
    }

    private static func past(_ now: Timestamp) -> JSONObject {
        let end = now.numericDate - farAway
        return ["iat": .integer(end - 36000), "exp": .integer(end)]
    }

    /// Why a token with that defect would still be accepted; nil if verifiers must refuse it.
    private func reasonToRefuse(
        _ defect: TokenOrder.Defect,
        _ claims: JSONObject,
        _ kind: TokenOrder.Kind
    ) -> String? {
        switch defect {
        case .algorithmConfusion where signer.keyID == nil:
            "the token is signed with HS256, and there is no public key to confuse it with. Take a client whose "
                + "jwt_configuration.alg is RS256"
        case .unknownKeyID where signer.keyID == nil:
            "the token is signed with HS256, and is verified with the client's secret, whatever its kid. Take a client "
                + "whose jwt_configuration.alg is RS256"
        case .noExpiry where kind == .management: "a self-signed management token may live for ever"
        case .duplicateSubject where claims["sub"] == nil: "the token has no sub that could stand twice"
        default: nil
        }
    }
}
