import TenantModel
import Testing
import Tokens

@Suite("JWKS")
struct JWKSTests {
    @Test("members in the documented order, and no private ones")
    func members() throws {
        let keys = try Fixtures.tenantKeys(others: ["rsa-2048-other"])
        let entries = keys.jwks(of: .legacy).object["keys"]?.elements?.compactMap(\.object) ?? []
        #expect(keys.jwks(of: .legacy).object.names == ["keys"])
        #expect(entries.count == 2)
        for (entry, key) in zip(entries, keys.published) {
            #expect(entry.names == ["alg", "kty", "use", "x5c", "n", "e", "kid", "x5t"])
            #expect(entry["alg"] == "RS256")
            #expect(entry["kty"] == "RSA")
            #expect(entry["use"] == "sig")
            #expect(entry["e"] == "AQAB")
            #expect(entry["kid"]?.text == key.id)
            #expect(entry["x5t"]?.text == key.certificate.thumbprint)
            #expect(entry["x5c"] == [.string(key.certificate.x5c)])
            let modulus = try #require(entry["n"]?.text.flatMap { Base64URL.decode($0) })
            #expect(modulus == key.privateKey.publicKey.modulus)
            #expect(modulus.count >= 256 && modulus[0] != 0)
        }
        #expect(Set(entries.map { $0["kid"] }).count == 2)
    }

    @Test(
        "x5t is the digest of the certificate in era modern, and of its hexadecimal text before",
        arguments: Era.allCases
    )
    func thumbprint(_ era: Era) throws {
        let keys = try Fixtures.tenantKeys()
        let entry = try #require(keys.jwks(of: era).object["keys"]?.elements?.first?.object)
        let written = try #require(entry["x5t"]?.text.flatMap { Base64URL.decode($0) })
        #expect(written.count == (era == .modern ? 20 : 40))
        let hexadecimal = try #require(Base64URL.decode(keys.current.certificate.thumbprint))
        let digest = written.flatMap { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return Array((digits.utf8.count == 1 ? "0\(digits)" : digits).utf8)
        }
        #expect((era == .modern ? digest : written) == hexadecimal)
    }

    @Test("R19: x5c carries the key that n names")
    func chain() throws {
        let current = try Fixtures.tenantKeys().current
        let integer = [0x02, 0x82, 0x01, 0x01, 0x00] + current.privateKey.publicKey.modulus
        #expect(current.certificate.der.indices.contains { current.certificate.der[$0...].starts(with: integer) })
    }

    @Test("the same bytes on each read and from keys read afresh")
    func deterministic() throws {
        let first = try Fixtures.tenantKeys().jwks(of: .legacy).object.serialized
        #expect(try Fixtures.tenantKeys().jwks(of: .legacy).object.serialized == first)
        let afresh = try SigningCertificate(of: RSAPrivateKey(pem: Fixtures.pem("rsa-2048")), domain: "acme.auth0.com")
        #expect(try Fixtures.tenantKeys().current.certificate.der == afresh.der)
    }
}
