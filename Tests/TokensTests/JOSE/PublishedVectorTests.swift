import TenantModel
import Testing
import Tokens

@Suite("published vectors")
struct PublishedVectorTests {
    @Test("HS256 signs and verifies as published", arguments: ["rfc7515-a1", "rfc7520-4.4"])
    func hmac(_ name: String) throws {
        let vector = try Vector(name)
        let key = try HMACKey(bytes: vector.bytes("k"))
        #expect(key.sign(vector.signed) == vector.signature)
        #expect(key.verify(vector.signature, over: vector.signed[...]))
        #expect(!key.verify(vector.tampered, over: vector.signed[...]))
    }

    @Test("RS256 signs and verifies as published", arguments: ["rfc7515-a2", "rfc7520-4.1"])
    func rsa(_ name: String) throws {
        let vector = try Vector(name)
        let key = try RSAPrivateKey(pem: vector.text("privateKeyPEM"))
        #expect(key.sign(vector.signed) == vector.signature)
        #expect(key.publicKey.verify(vector.signature, over: vector.signed[...]))
        #expect(!key.publicKey.verify(vector.tampered, over: vector.signed[...]))
        #expect(Base64URL.encode(key.publicKey.modulus) == (try vector.text("n")))
        #expect(Base64URL.encode(key.publicKey.exponent) == (try vector.text("e")))
    }

    @Test("RFC 7515 A.1 is read whole")
    func exampleToken() throws {
        let vector = try Vector("rfc7515-a1")
        let verifier = JWSVerifier(allowing: [.hs256], hmac: try HMACKey(bytes: vector.bytes("k")))
        let token = try verifier.verify(vector.text("compact"))
        #expect(token.header == ["typ": "JWT", "alg": "HS256"])
        #expect(token.claims == ["iss": "joe", "exp": 1_300_819_380, "http://example.com/is_root": true])
    }

    @Test("RFC 7515 A.2 is read whole, by the current key for want of a kid")
    func exampleRSAToken() throws {
        let vector = try Vector("rfc7515-a2")
        let keys = try TenantKeys([SigningKey(privateKeyPEM: vector.text("privateKeyPEM"))], domain: "example.com")
        let token = try JWSVerifier(allowing: [.rs256], rsa: keys.publicKey(withID:)).verify(vector.text("compact"))
        #expect(token.claims.names == ["iss", "exp", "http://example.com/is_root"])
    }

    @Test("RFC 7520's payload, a sentence, is no claims", arguments: ["rfc7520-4.1", "rfc7520-4.4"])
    func notClaims(_ name: String) throws {
        let compact = try Vector(name).text("compact")
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: compact) }
    }
}

/// One file of `Fixtures/Vectors`.
private struct Vector {
    private let members: JSONObject
    let signed: [UInt8]
    let signature: [UInt8]

    init(_ name: String) throws {
        members = try Fixtures.vector(name)
        let compact = try #require(members["compact"]?.text)
        let dot = try #require(compact.lastIndex(of: "."))
        signed = Array(compact[..<dot].utf8)
        signature = try #require(Base64URL.decode(compact[dot...].dropFirst()))
    }

    var tampered: [UInt8] { signature.dropLast() + [signature[signature.count - 1] ^ 1] }

    func text(_ name: String) throws -> String { try #require(members[name]?.text) }

    func bytes(_ name: String) throws -> [UInt8] { try #require(Base64URL.decode(text(name))) }
}
