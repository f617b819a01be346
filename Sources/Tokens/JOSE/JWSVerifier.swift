package import TenantModel

/// Checks signatures by the algorithms and keys one place accepts (RFC 8725 §3.1).
///
/// The header's `alg` must be one of `allowing`, letter for letter, and it alone chooses the kind of key: `hmac` for
/// HS256 and nothing else, `rsa` for RS256 and nothing else. `kid` is only a look-up (RFC 8725 §3.10).
package struct JWSVerifier {
    private let algorithms: [SignatureAlgorithm]
    private let hmac: HMACKey?
    private let publicKey: (_ keyID: String?) -> RSAPublicKey?

    /// - Parameter rsa: the key a `kid` names, as `TenantKeys.publicKey(withID:)` finds it; nil where there is none.
    package init(
        allowing algorithms: [SignatureAlgorithm],
        hmac: HMACKey? = nil,
        rsa publicKey: @escaping (_ keyID: String?) -> RSAPublicKey? = { _ in nil }
    ) {
        self.algorithms = algorithms
        self.hmac = hmac
        self.publicKey = publicKey
    }

    /// - Throws: `invalidAlgorithm`, `unknownKey`, `invalidSignature`.
    package func verify(_ token: CompactJWS) throws(TokenRefusal) -> VerifiedToken {
        guard let algorithm = SignatureAlgorithm(rawValue: token.algorithm), algorithms.contains(algorithm) else {
            throw .invalidAlgorithm
        }
        let isGenuine: Bool
        switch algorithm {
        case .hs256:
            guard let hmac else { throw .unknownKey }
            isGenuine = hmac.verify(token.signature, over: token.signedBytes)
        case .rs256:
            guard let key = publicKey(token.keyID) else { throw .unknownKey }
            isGenuine = key.verify(token.signature, over: token.signedBytes)
        }
        guard isGenuine else { throw .invalidSignature }
        return VerifiedToken(token)
    }

    /// Reads and checks in one step, where the key does not depend on what the token says.
    ///
    /// - Throws: besides the above, what `CompactJWS.init(parsing:type:)` does.
    package func verify(_ token: String, type: String = "JWT") throws(TokenRefusal) -> VerifiedToken {
        try verify(CompactJWS(parsing: token, type: type))
    }
}
