import TenantModel
import Testing
import Tokens

@Suite("minting")
struct JWTSignerTests {
    let claims: JSONObject = ["iss": "https://acme.auth0.com/", "sub": "auth0|ada", "exp": 1_462_399_200]

    @Test("HS256 has the documented header, no kid, and no white space")
    func hmac() throws {
        let parts = try HMACKey(bytes: Array("secret".utf8)).mint(claims).split(separator: ".").map(String.init)
        #expect(Self.text(parts[0]) == #"{"typ":"JWT","alg":"HS256"}"#)
        #expect(Self.text(parts[1]) == #"{"iss":"https://acme.auth0.com/","sub":"auth0|ada","exp":1462399200}"#)
    }

    @Test("RS256 has the documented header with the key's kid")
    func rsa() throws {
        let parts = try Fixtures.tenantKeys().current.mint(claims).split(separator: ".").map(String.init)
        #expect(Self.text(parts[0]) == #"{"typ":"JWT","alg":"RS256","kid":"current"}"#)
        #expect(Base64URL.decode(parts[2])?.count == 256)
    }

    @Test("HS256 of a known secret is the token that Python's hmac makes of the same bytes")
    func knownToken() throws {
        let token = try HMACKey(bytes: Array("secret".utf8)).mint([
            "sub": "1234567890", "name": "John Doe", "admin": true,
        ])
        #expect(
            token == "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"
                + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9"
                + ".pcHcZspUvuiqIPVB_i_qmcvCJv63KLUgIAKIlXI1gY8"
        )
    }

    @Test("the same claims give the same bytes, in every length of payload", arguments: 0..<6)
    func deterministic(_ length: Int) throws {
        let keys = try Fixtures.tenantKeys()
        let claims: JSONObject = ["a": .string(String(repeating: "x", count: length)), "exp": 4_102_444_800]
        let token = keys.current.mint(claims)
        #expect(token == keys.current.mint(claims))
        let forged = ForgedToken(
            header: JWTSigner.header(.rs256, keyID: "current"),
            claims: claims,
            signature: .by(keys.current.signer.key)
        )
        #expect(forged.text == token)
        #expect(try JWSVerifier(allowing: [.rs256], rsa: keys.publicKey(withID:)).verify(token).claims == claims)
    }

    @Test("many tasks sign at once with one key, and all get the same signature")
    func concurrency() async throws {
        let keys = try Fixtures.tenantKeys()
        let claims = claims
        let expected = keys.current.mint(claims)
        let tokens = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<32 { group.addTask { (0..<20).map { _ in keys.current.mint(claims) } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(tokens.count == 640)
        #expect(tokens.allSatisfy { $0 == expected })
    }

    @Test("many tasks verify at once with one key")
    func concurrentVerification() async throws {
        let keys = try Fixtures.tenantKeys()
        let good = keys.current.mint(claims)
        let bad = ForgedToken(
            header: JWTSigner.header(.rs256, keyID: "current"),
            claims: claims,
            signature: .broken(keys.current.signer.key)
        ).text
        let accepted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    let verifier = JWSVerifier(allowing: [.rs256], rsa: keys.publicKey(withID:))
                    return (0..<40).count { index in (try? verifier.verify(index % 2 == 0 ? good : bad)) != nil }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(accepted == 32 * 20)
    }

    private static func text(_ segment: String) -> String? {
        Base64URL.decode(segment).map { String(decoding: $0, as: UTF8.self) }
    }
}
