import TenantModel

extension SigningKey {
    /// The key as an item of `signingKeys`, with its private key.
    var document: JSONObject {
        JSONObject(given: [
            "kid": .given(keyID),
            "current": .given(on: isCurrent),
            "revoked": .given(on: isRevoked),
            "private_key": .string(privateKeyPEM),
        ])
    }
}
