import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import TenantModel
import Testing
import Understudy
import X509

@Suite("What an authority may vouch for")
struct AuthorityScopeTests {
    @Test("is this machine and the tenants' domains, for servers, and for two years")
    func limits() async throws {
        try await withTemporaryDirectory { directory in
            let now = Timestamp.real
            let hosts = ["b.localhost", "*.acme.test", "mytenant.auth0.com", "192.168.1.5"]
            let authority = try LocalAuthority.open(in: directory, for: hosts, at: now)
            let text = try String(contentsOfFile: authority.certificatePath, encoding: .utf8)
            let certificate = try Certificate(pemEncoded: text)
            let constraints = try #require(try certificate.extensions.nameConstraints)
            #expect(Array(constraints.permittedDNSDomains) == ["localhost", "acme.test", "mytenant.auth0.com"])
            #expect(
                constraints.permittedIPRanges.map { Array($0.bytes) } == [
                    [127, 0, 0, 0, 255, 0, 0, 0],
                    [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 255, count: 16),
                    [192, 168, 1, 5, 255, 255, 255, 255],
                ]
            )
            #expect(certificate.extensions[oid: .X509ExtensionID.nameConstraints]?.critical == true)
            #expect(try certificate.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
            #expect(Int(certificate.notValidAfter.timeIntervalSince1970) == now.numericDate + 730 * 86_400)
        }
    }

    @Test("is all that is in a server's certificate; for the rest it says what to do")
    func refused() async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, for: ["acme.test"], at: .real)
            let hosts = ["idp.acme.test", "acme.example", "notacme.test", "10.0.0.1", "127.1.2.3", "localhost"]
            #expect(authority.refused(hosts) == ["acme.example", "notacme.test", "10.0.0.1"])
            guard case .certificate(let source) = try authority.leaf(for: hosts, at: .real).certificateChain[0] else {
                throw CancellationError()
            }
            let leaf = try Certificate(derEncoded: source.toDERBytes())
            let names = try #require(try leaf.extensions.subjectAlternativeNames)
            #expect(names.contains(.dnsName("idp.acme.test")) && !names.contains(.dnsName("acme.example")))
            let remark = try #require(authority.remarks(for: hosts, at: .real).first)
            #expect(remark.contains("acme.example, notacme.test, 10.0.0.1"))
            #expect(remark.contains("understudy trust --renew"))
        }
    }

    @Test("grows when it is renewed, also when it had ended or was damaged")
    func renewed() async throws {
        try await withTemporaryDirectory { directory in
            let first = try LocalAuthority.open(in: directory, for: ["acme.test"], at: .real - .seconds(800 * 86_400))
            #expect(throws: AuthorityError.self) { try LocalAuthority.open(in: directory, at: .real) }
            let second = try LocalAuthority.renew(in: directory, for: ["acme.example"], at: .real)
            #expect(second.publicKeyFingerprint != first.publicKeyFingerprint)
            #expect(second.refused(["acme.test", "acme.example", "b.localhost", "other.test"]) == ["other.test"])
            #expect(second.remarks(for: ["acme.example"], at: .real).isEmpty && second.notes.isEmpty)
            let key = try FileManager.default.attributesOfItem(atPath: directory + "/ca-key.pem")
            #expect(key[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
            let opened = try LocalAuthority.open(in: directory, at: .real)
            #expect(opened.publicKeyFingerprint == second.publicKeyFingerprint)
            try Data("not PEM".utf8).write(to: URL(fileURLWithPath: directory + "/ca.pem"))
            #expect(try LocalAuthority.renew(in: directory, for: [], at: .real).refused(["localhost"]).isEmpty)
        }
    }

    @Test("ends, which is said thirty days before")
    func endsSoon() async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            #expect(authority.remarks(for: [], at: .real + .seconds(699 * 86_400)).isEmpty)
            #expect(authority.remarks(for: [], at: .real + .seconds(701 * 86_400)).count == 1)
        }
    }

    @Test("has no limits in one of an earlier version, which goes on and says what could be better")
    func unlimited() async throws {
        try await withTemporaryDirectory { directory in
            _ = try LocalAuthority.open(in: directory, at: .real)
            let key = P256.Signing.PrivateKey()
            let name = try DistinguishedName { CommonName("Understudy local authority") }
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: Date(),
                notValidAfter: Date() + 3650 * 86_400,
                issuer: name,
                subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                },
                issuerPrivateKey: Certificate.PrivateKey(key)
            )
            let files = [("ca.pem", try certificate.serializeAsPEM().pemString), ("ca-key.pem", key.pemRepresentation)]
            for (file, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(file)")) }
            let authority = try LocalAuthority.open(in: directory, at: .real)
            #expect(authority.refused(["acme.example"]).isEmpty)
            #expect(authority.notes.first?.contains("understudy trust --renew") == true)
            #expect(try LocalAuthority.renew(in: directory, for: [], at: .real).refused(["acme.example"]).count == 1)
        }
    }
}
