package import TenantModel

/// The tenant's RSA keys: one signs, all that are not revoked verify and are published.
package struct TenantKeys: Sendable {
    package let current: TenantKey
    /// In seed order, revoked ones left out.
    package let published: [TenantKey]

    /// Cheap to repeat: keys are read and certificates made once per process.
    ///
    /// - Throws: what is wrong with a key; `noCurrentKey`, `severalCurrentKeys`, `duplicateKeyID`.
    package init(_ keys: [SigningKey], domain: String) throws(KeyError) {
        var published: [TenantKey] = []
        for key in keys where !key.isRevoked {
            let key = try TenantKey(key, domain: domain)
            guard !published.contains(where: { $0.isNamed(key.id) }) else { throw .duplicateKeyID(key.id) }
            published.append(key)
        }
        let current = published.filter(\.isCurrent)
        guard let first = current.first else { throw .noCurrentKey }
        guard current.count == 1 else { throw .severalCurrentKeys }
        self.current = first
        self.published = published
    }

    package subscript(keyID: String) -> TenantKey? { published.first { $0.isNamed(keyID) } }

    /// The key that must have signed a token whose header says `kid`.
    ///
    /// Without a `kid`, the current key and no other: trying each in turn would let the attacker choose.
    package func publicKey(withID keyID: String?) -> RSAPublicKey? {
        guard let keyID else { return current.privateKey.publicKey }
        return self[keyID]?.privateKey.publicKey
    }

    package func jwks(of era: Era) -> JWKS { JWKS(published, era: era) }
}

extension TenantKey {
    /// Byte for byte (RFC 7515 §4.1.4), where Swift's `==` would take canonically equivalent texts for equal.
    fileprivate func isNamed(_ keyID: String) -> Bool { id.utf8.elementsEqual(keyID.utf8) }
}
