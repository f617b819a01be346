/// An RSA key of the tenant (`signingKeys` of a seed).
package struct SigningKey: Hashable, Sendable {
    /// Nil: the thumbprint of the key's certificate.
    package var keyID: String?
    package var privateKeyPEM: String
    package var isCurrent: Bool
    package var isRevoked: Bool

    package init(keyID: String? = nil, privateKeyPEM: String, isCurrent: Bool = true, isRevoked: Bool = false) {
        self.keyID = keyID
        self.privateKeyPEM = privateKeyPEM
        self.isCurrent = isCurrent
        self.isRevoked = isRevoked
    }
}
