import FoundationEssentials
import NIOCore
import NIOSSL
import SwiftASN1
import TenantModel
import Testing
import Understudy
import X509

@Suite("The local authority")
struct LocalAuthorityTests {
    @Test("is made once, for its owner, and kept")
    func kept() async throws {
        try await withTemporaryDirectory { root in
            let directory = root + "/state/understudy"
            let first = try LocalAuthority.open(in: directory, at: .real)
            #expect(first.certificatePath == directory + "/ca.pem")
            let certificate = try Data(contentsOf: URL(fileURLWithPath: directory + "/ca.pem"))
            let second = try LocalAuthority.open(in: directory, at: .real)
            #expect(second.publicKeyFingerprint == first.publicKeyFingerprint)
            #expect(try Data(contentsOf: URL(fileURLWithPath: directory + "/ca.pem")) == certificate)
            #expect(try permissions(directory) == 0o700)
            #expect(try permissions(directory + "/ca.pem") == 0o644)
            #expect(try permissions(directory + "/ca-key.pem") == 0o600)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["ca-key.pem", "ca.pem"]
            )
        }
    }

    @Test("is the same for all that start at once")
    func parallel() async throws {
        try await withTemporaryDirectory { directory in
            let prints = try await withThrowingTaskGroup(of: String.self) { tasks in
                for _ in 0..<32 {
                    tasks.addTask { try LocalAuthority.open(in: directory, at: .real).publicKeyFingerprint }
                }
                return try await tasks.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(prints.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
        }
    }

    @Test("takes its key back from everybody else's eyes")
    func tightened() async throws {
        try await withTemporaryDirectory { directory in
            _ = try LocalAuthority.open(in: directory, at: .real)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: directory + "/ca-key.pem")
            _ = try LocalAuthority.open(in: directory, at: .real)
            #expect(try permissions(directory + "/ca-key.pem") == 0o600)
        }
    }

    @Test(
        "that is damaged is left alone, and named",
        arguments: ["ca.pem", "ca-key.pem"],
        ["", "not PEM", "-----BEGIN"]
    )
    func damaged(_ file: String, _ content: String) async throws {
        try await withTemporaryDirectory { directory in
            _ = try LocalAuthority.open(in: directory, at: .real)
            let url = URL(fileURLWithPath: directory + "/" + file)
            try Data(content.utf8).write(to: url)
            let error = #expect(throws: AuthorityError.self) { try LocalAuthority.open(in: directory, at: .real) }
            #expect(error?.description.hasPrefix("\(url.path) is damaged") == true)
            #expect(error?.description.contains("Remove ca.pem and ca-key.pem") == true)
            #expect(try Data(contentsOf: url) == Data(content.utf8))
        }
    }

    @Test("whose files do not belong together is damaged")
    func mismatched() async throws {
        try await withTemporaryDirectory { directory in
            _ = try LocalAuthority.open(in: directory, at: .real)
            try FileManager.default.removeItem(atPath: directory + "/ca-key.pem")
            #expect(
                throws: AuthorityError.damaged(path: directory + "/ca.pem", reason: "it does not belong to ca-key.pem")
            ) {
                try LocalAuthority.open(in: directory, at: .real)
            }
        }
    }

    @Test("that has expired says so")
    func expired() async throws {
        try await withTemporaryDirectory { directory in
            _ = try LocalAuthority.open(in: directory, at: .real)
            let later = Timestamp.real + .seconds(731 * 86_400)
            let error = #expect(throws: AuthorityError.self) { try LocalAuthority.open(in: directory, at: later) }
            guard case .expired(directory + "/ca.pem", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("names the place it cannot use")
    func inaccessible() throws {
        #expect(throws: AuthorityError.inaccessible(path: "/dev/null/state", reason: "Not a directory")) {
            try LocalAuthority.open(in: "/dev/null/state", at: .real)
        }
    }

    @Test("issues what clients ask of a server's certificate")
    func leaf() async throws {
        try await withTemporaryDirectory { directory in
            let now = Timestamp.real
            let hosts = ["Tenant-1.localhost", "mytenant.auth0.com", "localhost", "192.168.1.5"]
            let authority = try LocalAuthority.open(in: directory, for: hosts, at: now)
            let configuration = try authority.leaf(for: hosts, at: now)
            #expect(configuration.applicationProtocols == ["h2", "http/1.1"])
            let chain = try certificates(configuration)
            try #require(chain.count == 2)
            let leaf = chain[0]
            let names = try #require(try leaf.extensions.subjectAlternativeNames)
            #expect(
                Array(names) == [
                    .dnsName("tenant-1.localhost"), .dnsName("mytenant.auth0.com"), .dnsName("localhost"),
                    .ipAddress(ASN1OctetString(contentBytes: [192, 168, 1, 5])), .dnsName("*.localhost"),
                    .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
                ]
            )
            #expect(Int(leaf.notValidBefore.timeIntervalSince1970) == now.numericDate - 86_400)
            #expect(leaf.notValidAfter.timeIntervalSince(leaf.notValidBefore) <= 397 * 86_400)
            #expect(try leaf.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
            #expect(try leaf.extensions.basicConstraints == .notCertificateAuthority)
            #expect(try chain[1].extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
            #expect(chain[1].publicKey.isValidSignature(leaf.signature, for: leaf))
        }
    }

    private func certificates(_ configuration: TLSConfiguration) throws -> [Certificate] {
        try configuration.certificateChain.map { source in
            guard case .certificate(let certificate) = source else { throw CancellationError() }
            return try Certificate(derEncoded: certificate.toDERBytes())
        }
    }

    @Test("refuses what is no host", arguments: ["", "localhost:4443", "a b", "ü.example", "a..b", "*"])
    func unusable(_ host: String) async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            #expect(throws: AuthorityError.unusableHost(host)) { try authority.leaf(for: [host], at: .real) }
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
