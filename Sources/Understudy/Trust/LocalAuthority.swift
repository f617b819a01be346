import Crypto
import SwiftASN1
package import TenantModel
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The certificate authority of this machine's emulators, made once for each state directory.
///
/// This folder makes TLS believable: an authority that a client can be told to trust, and certificates by it.
/// Everything here is about real time and real secrecy, whatever the tenants' clocks and entropy say.
package struct LocalAuthority: Sendable {
    /// The file to hand to clients (PEM).
    package let certificatePath: String
    let certificateText: String
    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    /// Opens the authority in `directory`, making it (and the directory) when there is none.
    ///
    /// Two processes that start at once end up with the same one.
    ///
    /// - Parameters:
    ///   - directory: an absolute path; holds `ca.pem` (0644) and `ca-key.pem` (0600), and is made with 0700.
    ///   - now: real time.
    /// - Throws: `AuthorityError`; files that are there are never overwritten.
    package static func open(in directory: String, at now: Timestamp) throws -> LocalAuthority {
        let files = AuthorityFiles(directory: directory)
        try files.makeDirectory()
        // The key first: a certificate by another process that won the race is then one for this very key.
        let keyText = try files.readOrCreate(.key) { P256.Signing.PrivateKey().pemRepresentation }
        let keyPath = files.path(.key)
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText) else {
            throw AuthorityError.damaged(path: keyPath, reason: "it holds no P-256 key")
        }
        let text = try files.readOrCreate(.certificate) { try selfSigned(key, at: now).serializeAsPEM().pemString }
        let path = files.path(.certificate)
        guard let certificate = try? Certificate(pemEncoded: text) else {
            throw AuthorityError.damaged(path: path, reason: "it holds no certificate")
        }
        guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else {
            throw AuthorityError.damaged(path: path, reason: "it does not belong to ca-key.pem")
        }
        let end = certificate.notValidAfter.timeIntervalSince1970
        guard Double(now.numericDate) < end else {
            throw AuthorityError.expired(path: path, at: Timestamp(numericDate: Int(end)) ?? .latest)
        }
        return LocalAuthority(certificatePath: path, certificateText: text, certificate: certificate, key: key)
    }

    /// Base64 of the SHA-256 of the authority's SubjectPublicKeyInfo, for Chromium's
    /// `--ignore-certificate-errors-spki-list`: the servers send the authority along with their own certificate.
    package var publicKeyFingerprint: String {
        Data(SHA256.hash(data: key.publicKey.derRepresentation)).base64EncodedString()
    }

    private static func selfSigned(_ key: P256.Signing.PrivateKey, at now: Timestamp) throws -> Certificate {
        let publicKey = Certificate.PublicKey(key.publicKey)
        let identifier = SubjectKeyIdentifier(hash: publicKey)
        // Part of the name, because some trust stores look authorities up by name alone.
        let mark = identifier.keyIdentifier.prefix(4).map { hexadecimal($0) }.joined()
        let name = try DistinguishedName {
            OrganizationName("Understudy")
            CommonName("Understudy local authority \(mark)")
        }
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(now - .days(1)),
            notValidAfter: Date(now + .days(3650)),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                identifier
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Date {
    init(_ instant: Timestamp) { self.init(timeIntervalSince1970: Double(instant.numericDate)) }
}
