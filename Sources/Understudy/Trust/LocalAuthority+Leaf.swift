import Crypto
import NIOCore
package import NIOSSL
import SwiftASN1
import Synchronization
package import TenantModel
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LocalAuthority {
    /// Days a server certificate is valid: below the 398 that browsers accept, a long run's worth above zero.
    private static let leafDays = 366

    /// A server's TLS configuration: a fresh certificate for `hosts`, HTTP/2 and HTTP/1.1 offered, TLS 1.2 or later.
    ///
    /// Also in the certificate, always: `localhost`, `*.localhost`, `127.0.0.1`, `::1`. Chromium does not let that
    /// wildcard match a name of two labels, so a client that asks for `NAME.localhost` (a tenant made at run time) gets
    /// a certificate made out to it.
    ///
    /// A client that names a host gets a certificate without addresses: BoringSSL, and with it SwiftNIO, refuses all
    /// certificates with addresses of an authority that is limited to some. Only a client that asks at an address, and so
    /// names no host (RFC 6066 §3), gets one with addresses.
    ///
    /// A host for which the authority may not vouch is left out: with it, clients would refuse the whole certificate.
    ///
    /// - Parameters:
    ///   - hosts: DNS names or IP addresses, without ports.
    ///   - isLater: whether a host, not among those, is one of ours by now.
    ///   - now: real time; the certificate is valid from a day before, for clients whose clocks are behind.
    /// - Throws: `AuthorityError.unusableHost`.
    package func leaf(
        for hosts: [String],
        isLater: @escaping @Sendable (String) -> Bool = { _ in false },
        at now: Timestamp
    ) throws -> TLSConfiguration {
        let names = try (hosts + ["localhost", "*.localhost", "127.0.0.1", "::1"]).reduce(into: [SubjectName]()) {
            let name = try SubjectName($1)
            if !$0.contains(name), permits(name) { $0.append(name) }
        }
        let key = P256.Signing.PrivateKey()
        let chain = try self.chain(for: names, key: key.publicKey, at: now)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain,
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der))
        )
        configuration.applicationProtocols = ["h2", "http/1.1"]
        configuration.minimumTLSVersion = .tlsv12
        // Our goodbye is sent; a server learns nothing from the peer's, and a descriptor need not wait for it.
        configuration.shutdownTimeout = .zero
        let named = try self.chain(for: names.filter(\.isDNS), key: key.publicKey, at: now)
        let later = LaterNames(known: Set(names), isLater: { permits($0) && isLater($1) }) { name in
            try self.chain(for: [name], key: key.publicKey, at: now)
        }
        configuration.sslContextCallback = { client, promise in
            promise.completeWith(
                Result {
                    guard let host = client.serverHostname?.lowercased() else { return .noChanges }
                    var override = NIOSSLContextConfigurationOverride()
                    override.certificateChain = try later.chain(for: host) ?? named
                    return override
                }
            )
        }
        return configuration
    }

    private func permits(_ name: SubjectName) -> Bool { scope?.permits(name) ?? true }

    private func chain(
        for names: [SubjectName],
        key: P256.Signing.PublicKey,
        at now: Timestamp
    ) throws -> [NIOSSLCertificateSource] {
        let publicKey = Certificate.PublicKey(key)
        let start = now - .days(1)
        let leaf = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(start),
            notValidAfter: min(Date(start + .days(Self.leafDays)), certificate.notValidAfter),
            issuer: certificate.subject,
            subject: DistinguishedName {
                OrganizationName("Understudy")
                CommonName("Understudy local server")
            },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(\.generalName))
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier)
            },
            issuerPrivateKey: Certificate.PrivateKey(self.key)
        )
        return try [leaf, certificate].map { link in
            var serializer = DER.Serializer()
            try serializer.serialize(link)
            return .certificate(try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der))
        }
    }
}

/// Certificates for names under `localhost`, and of later tenants, that nobody knew at the start; made when a client asks
/// for one.
private final class LaterNames: Sendable {
    /// More than anybody's tenants; a client that invents names costs no memory beyond it.
    private static let capacity = 256

    private let known: Set<SubjectName>
    private let isLater: @Sendable (SubjectName, String) -> Bool
    private let issue: @Sendable (SubjectName) throws -> [NIOSSLCertificateSource]
    private let issued = Mutex([SubjectName: [NIOSSLCertificateSource]]())

    init(
        known: Set<SubjectName>,
        isLater: @escaping @Sendable (SubjectName, String) -> Bool,
        issue: @escaping @Sendable (SubjectName) throws -> [NIOSSLCertificateSource]
    ) {
        self.known = known
        self.isLater = isLater
        self.issue = issue
    }

    /// Nil for a host that was known at the start, or is none of ours.
    func chain(for host: String) throws -> [NIOSSLCertificateSource]? {
        guard let name = try? SubjectName(host), !known.contains(name),
            host.hasSuffix(".localhost") || isLater(name, host)
        else { return nil }
        return try issued.withLock { issued in
            if let chain = issued[name] { return chain }
            let chain = try issue(name)
            if issued.count < Self.capacity { issued[name] = chain }
            return chain
        }
    }
}
