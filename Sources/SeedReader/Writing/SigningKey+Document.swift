import TenantModel

extension SigningKey {
    /// An item of `signingKeys` (seed format E2), the private key in it.
    var document: JSONObject {
        JSONObject(given: [
            "kid": .given(keyID),
            "current": .given(on: isCurrent),
            "revoked": .given(on: isRevoked),
            "private_key": .string(privateKeyPEM),
        ])
    }
}
