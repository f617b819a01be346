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
///
/// To trust it is to trust everybody who can read its key, so it is limited: it may vouch for this machine's names and
/// for the domains of tenants that were known when it was made (`scope`), for servers alone, for two years.
package struct LocalAuthority: Sendable {
    /// The file to hand to clients (PEM).
    package let certificatePath: String
    /// Nil: it has no limits; an earlier version made it.
    package let scope: AuthorityScope?
    let certificateText: String
    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    /// Opens the authority in `directory`, making it (and the directory) when there is none.
    ///
    /// Two processes that start at once end up with the same one.
    ///
    /// - Parameters:
    ///   - directory: an absolute path; holds `ca.pem` (0644) and `ca-key.pem` (0600), and is made with 0700.
    ///   - hosts: DNS names or IP addresses for which a new one may vouch beside this machine's.
    ///   - now: real time.
    /// - Throws: `AuthorityError`; files that are there are never overwritten.
    package static func open(in directory: String, for hosts: [String] = [], at now: Timestamp) throws
        -> LocalAuthority
    {
        let files = AuthorityFiles(directory: directory)
        try files.makeDirectory()
        // The key first: a certificate by another process that won the race is then one for this very key.
        let keyText = try files.readOrCreate(.key) { P256.Signing.PrivateKey().pemRepresentation }
        let keyPath = files.path(.key)
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText) else {
            throw AuthorityError.damaged(path: keyPath, reason: "it holds no P-256 key")
        }
        let text = try files.readOrCreate(.certificate) {
            try selfSigned(key, for: newScope(for: hosts), at: now).serializeAsPEM().pemString
        }
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
        let scope: AuthorityScope?
        do { scope = try AuthorityScope(of: certificate) } catch {
            throw AuthorityError.damaged(path: path, reason: "its name constraints cannot be read")
        }
        return LocalAuthority(
            certificatePath: path,
            scope: scope,
            certificateText: text,
            certificate: certificate,
            key: key
        )
    }

    /// Makes a new authority in place of the one in `directory`, if there is one.
    ///
    /// - Parameter hosts: it may vouch for these, and for what the earlier one could.
    /// - Throws: `AuthorityError`.
    package static func renew(in directory: String, for hosts: [String], at now: Timestamp) throws -> LocalAuthority {
        let files = AuthorityFiles(directory: directory)
        try files.makeDirectory()
        // Of a damaged one no names can be read; a new one is needed all the more.
        let earlier = try? files.read(.certificate).flatMap { try AuthorityScope(of: Certificate(pemEncoded: $0)) }
        let key = P256.Signing.PrivateKey()
        let scope = try newScope(for: hosts).union(earlier ?? .thisMachine)
        let certificate = try selfSigned(key, for: scope, at: now).serializeAsPEM().pemString
        try files.replace(.key, with: key.pemRepresentation)
        try files.replace(.certificate, with: certificate)
        return try open(in: directory, at: now)
    }

    /// Of these hosts, those for which it may not vouch: clients that trust it would refuse them.
    package func refused(_ hosts: [String]) -> [String] {
        guard let scope else { return [] }
        return hosts.filter { host in (try? SubjectName(host)).map(scope.permits) == false }
    }

    /// Its last day is near: less than 30 days are left.
    package func endsSoon(at now: Timestamp) -> Bool {
        certificate.notValidAfter.timeIntervalSince1970 < Double((now + .days(30)).numericDate)
    }

    package var end: Timestamp {
        Timestamp(numericDate: Int(certificate.notValidAfter.timeIntervalSince1970)) ?? .latest
    }

    private static func newScope(for hosts: [String]) throws(AuthorityError) -> AuthorityScope {
        var scope = AuthorityScope.thisMachine
        for host in hosts { scope = scope.including(try SubjectName(host)) }
        return scope
    }

    /// Base64 of the SHA-256 of the authority's SubjectPublicKeyInfo, for Chromium's
    /// `--ignore-certificate-errors-spki-list`: the servers send the authority along with their own certificate.
    package var publicKeyFingerprint: String {
        Data(SHA256.hash(data: key.publicKey.derRepresentation)).base64EncodedString()
    }

    private static func selfSigned(
        _ key: P256.Signing.PrivateKey,
        for scope: AuthorityScope,
        at now: Timestamp
    ) throws -> Certificate {
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
            notValidAfter: Date(now + .days(Self.days)),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                try ExtendedKeyUsage([.serverAuth])
                Critical(scope.constraints)
                identifier
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    /// Two years.
    private static let days = 730

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
