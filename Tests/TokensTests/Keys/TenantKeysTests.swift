import TenantModel
import Testing
import Tokens

@Suite("a tenant's keys")
struct TenantKeysTests {
    private func key(_ name: String, id: String? = nil, current: Bool = true, revoked: Bool = false) throws
        -> SigningKey
    {
        SigningKey(keyID: id, privateKeyPEM: try Fixtures.pem(name), isCurrent: current, isRevoked: revoked)
    }

    @Test("the current key signs; previous ones are still published; revoked ones are gone")
    func rotation() throws {
        let keys = try TenantKeys(
            [
                key("rsa-2048", id: "previous", current: false),
                key("rsa-2048-other", id: "now"),
                key("rsa-2048-pkcs1", id: "stolen", current: false, revoked: true),
            ],
            domain: "acme.auth0.com"
        )
        #expect(keys.current.id == "now")
        #expect(keys.published.map(\.id) == ["previous", "now"])
        #expect(keys["previous"] != nil)
        #expect(keys["stolen"] == nil)
        #expect(keys.publicKey(withID: "stolen") == nil)
        #expect(keys.publicKey(withID: nil) === keys.current.privateKey.publicKey)
    }

    @Test("without a kid in the seed, kid is x5t: the base64url of the SHA-1's upper-case hexadecimal text")
    func thumbprint() throws {
        let current = try TenantKeys([key("rsa-2048")], domain: "tenant.auth0.com:3000").current
        #expect(current.id == current.certificate.thumbprint)
        #expect(current.id.utf8.count == 54)
        // As `openssl x509 -fingerprint -sha1` prints it: key, host and dates make the certificate, and nothing else.
        let fingerprint = "A9686D15B999F2BAD73B41DD5F413DCB8BC13D25"
        #expect(Base64URL.decode(current.id) == Array(fingerprint.utf8))
    }

    @Test("the certificate is made from key and host alone")
    func certificate() throws {
        let parsed = try RSAPrivateKey(pem: Fixtures.pem("rsa-2048"))
        let first = try SigningCertificate(of: parsed, domain: "acme.auth0.com")
        let second = try SigningCertificate(
            of: RSAPrivateKey(pem: Fixtures.pem("rsa-2048")),
            domain: "acme.auth0.com:8443"
        )
        #expect(first.der == second.der)
        let other = try SigningCertificate(of: parsed, domain: "other.auth0.com")
        #expect(first.der != other.der)
    }

    @Test(
        "its name is the domain's host",
        arguments: [
            ("acme.auth0.com", "acme.auth0.com"), ("localhost:3000", "localhost"), ("[::1]:3000", "[::1]"),
            (String(repeating: "a", count: 70) + ".test", String(repeating: "a", count: 64)),
        ]
    )
    func commonName(_ domain: String, _ name: String) throws {
        let der = try SigningCertificate(of: Fixtures.rsaKey(), domain: domain).der
        // UTF8String, its length, its bytes: once as issuer, once as subject.
        let attribute = [0x0C, UInt8(name.utf8.count)] + Array(name.utf8)
        let places = der.indices.filter { der[$0...].starts(with: attribute) }
        #expect(places.count == 2)
    }

    @Test("a domain without a host can have no certificate", arguments: ["", ":3000"])
    func noName(_ domain: String) {
        #expect(throws: KeyError.unusableDomain(domain)) {
            try SigningCertificate(of: Fixtures.rsaKey(), domain: domain)
        }
    }

    @Test("PEM, DER and PKCS #7 carry the same certificate")
    func downloads() throws {
        let certificate = try Fixtures.tenantKeys().current.certificate
        let lines = certificate.pem.split(separator: "\n")
        #expect(lines.first == "-----BEGIN CERTIFICATE-----")
        #expect(lines.last == "-----END CERTIFICATE-----")
        #expect(lines.dropFirst().dropLast().joined() == certificate.x5c)
        #expect(Base64URL.decodeLenient(certificate.x5c) == certificate.der)
        #expect(certificate.pkcs7.indices.contains { certificate.pkcs7[$0...].starts(with: certificate.der) })
    }

    @Test("exactly one key is current")
    func current() throws {
        let none = [try key("rsa-2048", current: false), try key("rsa-2048-other", current: false)]
        #expect(throws: KeyError.noCurrentKey) { try TenantKeys(none, domain: "acme.auth0.com") }
        #expect(throws: KeyError.noCurrentKey) { try TenantKeys([], domain: "acme.auth0.com") }
        let revoked = [try key("rsa-2048", revoked: true)]
        #expect(throws: KeyError.noCurrentKey) { try TenantKeys(revoked, domain: "acme.auth0.com") }
        let two = [try key("rsa-2048"), try key("rsa-2048-other")]
        #expect(throws: KeyError.severalCurrentKeys) { try TenantKeys(two, domain: "acme.auth0.com") }
    }

    @Test("two keys cannot share a kid")
    func duplicates() throws {
        let keys = [try key("rsa-2048", id: "k"), try key("rsa-2048-other", id: "k", current: false)]
        #expect(throws: KeyError.duplicateKeyID("k")) { try TenantKeys(keys, domain: "acme.auth0.com") }
    }
}
