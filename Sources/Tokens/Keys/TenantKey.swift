package import TenantModel

/// A signing key of the tenant with the name and certificate it is published under.
package struct TenantKey: Sendable {
    /// `kid`: the seed's, else the certificate's thumbprint.
    package let id: String
    package let isCurrent: Bool
    package let isRevoked: Bool
    package let privateKey: RSAPrivateKey
    package let certificate: SigningCertificate
    package let signer: JWTSigner

    /// - Throws: as `RSAPrivateKey` and `SigningCertificate` do.
    package init(_ key: SigningKey, domain: String) throws(KeyError) {
        privateKey = try RSAPrivateKey.parsed(key.privateKeyPEM)
        certificate = try Self.certificates.value(for: CertificateSource(pem: key.privateKeyPEM, domain: domain)) {
            [privateKey] source throws(KeyError) in
            try SigningCertificate(of: privateKey, domain: source.domain)
        }
        id = key.keyID ?? certificate.thumbprint
        isCurrent = key.isCurrent
        isRevoked = key.isRevoked
        signer = JWTSigner(privateKey, keyID: id)
    }

    private struct CertificateSource: Hashable {
        let pem: String
        let domain: String
    }

    private static let certificates = Memo<CertificateSource, SigningCertificate>(limit: 64)
}

extension TenantKey {
    package func mint(_ claims: JSONObject) -> String { signer.mint(claims) }
}
