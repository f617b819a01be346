import TenantModel
import Testing
import Tokens

@Suite("client secrets as HMAC keys")
struct HMACKeyTests {
    private func client(secret: String, encoded: Bool) -> Client {
        var client = Client(id: Identifier("client"), secret: secret, name: "Client")
        client.jwtConfiguration.secretEncoded = encoded
        return client
    }

    @Test("an encoded secret is decoded first; another is its own bytes")
    func bothGenerations() throws {
        // RFC 7515 A.1: the one secret that has a published signature.
        let vector = try Fixtures.vector("rfc7515-a1")
        let secret = try #require(vector["k"]?.text)
        let compact = try CompactJWS(parsing: #require(vector["compact"]?.text))
        let decoded = try HMACKey(of: client(secret: secret, encoded: true))
        #expect(decoded.verify(compact.signature, over: compact.signedBytes))
        let raw = try HMACKey(of: client(secret: secret, encoded: false))
        #expect(!raw.verify(compact.signature, over: compact.signedBytes))
        #expect(raw.sign([1]) == (try HMACKey(bytes: Array(secret.utf8))).sign([1]))
    }

    @Test("both spellings of an encoded secret are one key")
    func alphabets() throws {
        let first = try HMACKey(of: client(secret: "A-z_4ME", encoded: true))
        let second = try HMACKey(of: client(secret: "A+z/4ME=", encoded: true))
        #expect(first.sign([1]) == second.sign([1]))
    }

    @Test("an empty secret is no key")
    func empty() {
        for encoded in [true, false] {
            #expect(throws: KeyError.emptySecret) { try HMACKey(of: client(secret: "", encoded: encoded)) }
        }
    }

    @Test("a secret that should decode but does not is refused")
    func undecodable() throws {
        #expect(throws: KeyError.undecodableSecret) { try HMACKey(of: client(secret: "pass phrase", encoded: true)) }
        _ = try HMACKey(of: client(secret: "pass phrase", encoded: false))
    }
}
